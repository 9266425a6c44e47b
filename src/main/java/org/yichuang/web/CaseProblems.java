package org.yichuang.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.cases.CaseRole;
import org.yichuang.persons.PersonReading;
import org.yichuang.persons.PersonRefusal;

/** Every problem of cases; the contract lists their slugs. */
final class CaseProblems {
  private CaseProblems() {}

  /**
   * @param expected what was expected and found, without a remedy
   */
  static Problem mistypedNumber(String expected) {
    return new Problem(
        400,
        "invalid-case-number",
        "The case number is mistyped",
        expected + "; read it again, its last character proves the others");
  }

  static Problem unknownCase(CaseNumber found) {
    return new Problem(
        404,
        "unknown-case",
        "No such case",
        "expected the number of a case, found %s, which has none; look it up in the list"
            .formatted(found.display()));
  }

  /** Before anything of an application is kept. */
  static Problem notIntake(Set<CaseRole> roles) {
    return refused(
        new CaseRefusal(
            CaseRefusal.Reason.NOT_YOUR_ROLE,
            "intake or agent",
            roles.stream().map(CaseRole::word).sorted().toList().toString(),
            "ask whoever has that role"));
  }

  static Problem unknownClock(String found, List<String> clocks) {
    return new Problem(
        404,
        "unknown-clock",
        "No such clock",
        "expected a clock of the case, found %s; choose one of %s".formatted(found, clocks));
  }

  static Problem unknownRoot(LocalDate day) {
    return new Problem(
        404,
        "unknown-root",
        "No root of that day",
        "expected a day whose root is published, found %s; it is made an hour after the day is over, as UTC counts days"
            .formatted(day));
  }

  /** Names that nobody has who could work on a case. */
  static Problem unknownColleague(String name) {
    return new Problem(
        404,
        "unknown-colleague",
        "No such colleague",
        "expected the name of an account that is not disabled, found %s; ask the manager"
            .formatted(name));
  }

  /**
   * @param post such as {@code chain.lead}
   */
  static Problem unfitColleague(
      String post, String name, Set<CaseRole> anyOf, Set<CaseRole> found) {
    return new Problem(
        422,
        "unfit-colleague",
        "That colleague cannot do it",
        "%s: expected an account that is %s, found %s, who is %s; name somebody else"
            .formatted(
                post,
                words(anyOf, " or "),
                name,
                found.isEmpty() ? "none of them" : words(found, " and ")));
  }

  private static String words(Set<CaseRole> roles, String between) {
    return roles.stream().sorted().map(CaseRole::word).collect(Collectors.joining(between));
  }

  /** The same whether there is such a case or not. */
  static Problem wrongCode() {
    return new Problem(
        404,
        "wrong-query-code",
        "Number and code do not belong together",
        "expected the number of a case and its query code, found two that do not belong together;"
            + " both stand on the receipt");
  }

  static Problem lookupsPaused(long seconds) {
    return Problem.tooMany(
        "lookups-paused",
        "Too many attempts",
        "expected fewer attempts from this address, found too many; wait as Retry-After says",
        seconds);
  }

  static Problem recordsUnavailable(Repeating how) {
    return Problems.notNow(
        "expected the records of cases, found that they cannot be read now", how);
  }

  /** Everything that is wrong with people and subject, without repeating them. */
  static Problem unfit(String place, List<PersonReading.Wrong> wrong) {
    PersonRefusal first = wrong.getFirst().refusal();
    return new Problem(
        422,
        first.reason().slug(),
        title(first.reason()),
        "%s.%s".formatted(place, wrong.getFirst().text()),
        null,
        wrong.size() == 1
            ? null
            : wrong.stream().map(each -> "%s.%s".formatted(place, each.text())).toList(),
        null);
  }

  private static String title(PersonRefusal.Reason reason) {
    return switch (reason) {
      case INVALID_NAME -> "That is no name";
      case INVALID_IDENTITY -> "That is no document of identity";
      case INVALID_PHONE -> "That is no phone number";
      case INVALID_AUTHORISATION -> "That is no authorisation";
      case INVALID_SUBJECT -> "That is no subject of a case";
      case UNKNOWN_RECORD -> "No such record";
      case RECORD_RETAINED -> "The record is retained";
    };
  }

  static Problem refused(CaseRefusal refusal) {
    return new Problem(
        status(refusal.reason()),
        refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        title(refusal.reason()),
        "expected %s, found %s; %s"
            .formatted(refusal.expected(), refusal.found(), refusal.remedy()));
  }

  private static int status(CaseRefusal.Reason reason) {
    return switch (reason) {
      case NOT_YOUR_ROLE, NOT_IN_CHAIN, SEPARATION -> 403;
      case UNKNOWN_ITEM, UNKNOWN_BRANCH, UNKNOWN_GROUND -> 404;
      case REASON_REQUIRED -> 422;
      case WRONG_PHASE,
          CHAIN_NOT_NAMED,
          DATED_IN_FUTURE,
          DATED_TOO_EARLY,
          NOT_SEALED,
          ALREADY_NOTIFIED,
          NO_NOTICE,
          NOT_IN_NOTICE,
          TOO_MANY_POINTS,
          ANSWER_DATE,
          MUST_BE_ACCEPTED,
          AGENCY_REQUIRED,
          REMEDIES_REQUIRED,
          BRANCH_REQUIRED,
          BRANCH_EXISTS,
          BRANCH_WAITS,
          BRANCH_DECIDED,
          BRANCHES_OPEN,
          TOO_MANY_BRANCHES,
          WRONG_STEP,
          STEPS_OPEN,
          NOT_THIS_KIND,
          MEETING_REQUIRED,
          SUSPENDED,
          AT_UPPER_LEVEL,
          NOT_AT_UPPER_LEVEL,
          NOT_SENT_UP,
          WRONG_RESULT,
          METHOD_EXCLUDED,
          NOT_POSTED,
          ALREADY_TOLD,
          NO_BACKUP,
          ALREADY_THEIRS,
          TOO_MANY_EVENTS,
          CLOCK_DOES_NOT_RUN,
          ALREADY_SUSPENDED,
          NOT_SUSPENDED,
          SUSPENDED_TOO_LONG,
          EXTENSION_NOT_PROVIDED,
          EXTENDED_OFTEN_ENOUGH,
          RANK_TOO_LOW,
          TOO_LATE,
          TOO_EARLY ->
          409;
    };
  }

  private static String title(CaseRefusal.Reason reason) {
    return switch (reason) {
      case WRONG_PHASE -> "The case is not at that point";
      case UNKNOWN_ITEM -> "No such item";
      case NOT_YOUR_ROLE -> "Another role does that";
      case NOT_IN_CHAIN -> "Somebody else is responsible";
      case CHAIN_NOT_NAMED -> "Nobody is responsible yet";
      case SEPARATION -> "Intake, review and issue are done by different people";
      case DATED_IN_FUTURE -> "The date is to come";
      case DATED_TOO_EARLY -> "The date is too early";
      case NOT_SEALED -> "The document is not sealed";
      case ALREADY_NOTIFIED -> "The one notice was given";
      case NO_NOTICE -> "There is no notice";
      case NOT_IN_NOTICE -> "The notice does not say that";
      case TOO_MANY_POINTS -> "Too many points";
      case ANSWER_DATE -> "The applicant gets no fitting time to answer";
      case MUST_BE_ACCEPTED -> "The case must be accepted";
      case AGENCY_REQUIRED -> "The right agency does not fit the ground";
      case REASON_REQUIRED -> "A reason is needed";
      case REMEDIES_REQUIRED -> "The remedies are not named";
      case UNKNOWN_BRANCH -> "No such branch";
      case BRANCH_REQUIRED -> "A branch is needed";
      case BRANCH_EXISTS -> "The branch is there";
      case BRANCH_WAITS -> "The branch waits for others";
      case BRANCH_DECIDED -> "The branch is decided";
      case BRANCHES_OPEN -> "Branches are open";
      case TOO_MANY_BRANCHES -> "Too many branches";
      case WRONG_STEP -> "Another step is next";
      case STEPS_OPEN -> "Steps are open";
      case NOT_THIS_KIND -> "A case of another kind";
      case MEETING_REQUIRED -> "A meeting decides on it";
      case SUSPENDED -> "The case is suspended";
      case AT_UPPER_LEVEL -> "The case is at the upper level";
      case NOT_AT_UPPER_LEVEL -> "The case is not at the upper level";
      case NOT_SENT_UP -> "The case was not sent up";
      case WRONG_RESULT -> "The result does not fit the case";
      case METHOD_EXCLUDED -> "It is not delivered that way";
      case NOT_POSTED -> "It was not posted";
      case ALREADY_TOLD -> "The applicant knows";
      case NO_BACKUP -> "There is no backup";
      case ALREADY_THEIRS -> "It is theirs already";
      case TOO_MANY_EVENTS -> "Too much was recorded";
      case CLOCK_DOES_NOT_RUN -> "The clock does not run";
      case UNKNOWN_GROUND -> "No such ground";
      case ALREADY_SUSPENDED -> "Suspended on that ground already";
      case NOT_SUSPENDED -> "Not suspended on that ground";
      case SUSPENDED_TOO_LONG -> "Longer than may be";
      case EXTENSION_NOT_PROVIDED -> "The law gives no more time";
      case EXTENDED_OFTEN_ENOUGH -> "Extended often enough";
      case RANK_TOO_LOW -> "Somebody else approves that";
      case TOO_LATE -> "Too late";
      case TOO_EARLY -> "Too early";
    };
  }
}
