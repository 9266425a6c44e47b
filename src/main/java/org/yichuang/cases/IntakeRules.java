package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;

/** From the application to its acceptance (行政许可法 art. 32). Pure functions. */
final class IntakeRules {
  private static final int MAX_DAYS_TO_ANSWER = 366;

  private IntakeRules() {}

  static CaseOutcome register(Occasion on, CaseCommand.RegisterCase command) {
    CaseItem item = on.state().items().find(command.item()).orElse(null);
    if (item == null) {
      return CaseOutcome.refused(
          Reason.UNKNOWN_ITEM,
          "an item that this hall offers now",
          command.item().toString(),
          "look up the items of the hall");
    }
    Receipt receipt =
        Receipt.of(on.at(), command.channel(), on.calendars(), item.practice().officeCloses());
    Dated counted = receipt.counted();
    ClockScript clocks =
        on.script()
            .then(
                none -> on.clocks().receive(none, item.terms(), counted, command.licenceExpires()));
    boolean today = counted.date().equals(on.today());
    CaseEvent.CaseRegistered registered =
        new CaseEvent.CaseRegistered(
            command.item(),
            command.channel(),
            command.applicant(),
            command.handler(),
            command.subject(),
            command.ticket(),
            owner(on, command),
            command.backup(),
            command.responsible(),
            command.licenceExpires(),
            command.duplicates(),
            on.now(),
            counted,
            receipt.shift(),
            today ? on.at() : on.calendars().opening().startOf(counted.date()));
    Checks checks =
        switch (command.channel()) {
          case WINDOW -> on.checks().role(CaseRole.INTAKE, CaseRole.AGENT);
          case ONLINE -> on.checks().role(CaseRole.APPLICANT, CaseRole.AGENT, CaseRole.INTAKE);
        };
    return checks.then(
        () ->
            switch (clocks.into(events -> new CaseEvent.CaseReceived(counted, events))) {
              case CaseOutcome.Refused refused -> refused;
              case CaseOutcome.Accepted received when today -> {
                List<CaseEvent> both = new ArrayList<>();
                both.add(registered);
                both.addAll(received.events());
                yield new CaseOutcome.Accepted(both);
              }
              case CaseOutcome.Accepted later -> CaseOutcome.accepted(registered);
            });
  }

  private static @Nullable AccountId owner(Occasion on, CaseCommand.RegisterCase command) {
    boolean staff = on.is(CaseRole.INTAKE) || on.is(CaseRole.AGENT);
    return command.owner() == null && staff ? on.author().account() : command.owner();
  }

  static CaseOutcome correctOnSpot(Occasion on, CaseCommand.CorrectOnSpot command) {
    return on.checks()
        .role(CaseRole.INTAKE)
        .then(() -> CaseOutcome.accepted(new CaseEvent.CorrectedOnSpot(command.points())));
  }

  static CaseOutcome giveNotice(Occasion on, CaseCommand.GiveNotice command) {
    Intake intake = on.state().intake();
    List<Missing> points = new ArrayList<>(command.missing());
    intake.pending().stream().filter(point -> !points.contains(point)).forEach(points::add);
    return answerable(
            on.checks()
                .role(CaseRole.INTAKE)
                .document(command.document())
                .that(
                    intake.notice().isEmpty(),
                    Reason.ALREADY_NOTIFIED,
                    "one complete notice",
                    "it was given",
                    "accept the case, or say what of it is still missing")
                .that(
                    points.size() <= Missing.MAX_POINTS,
                    Reason.TOO_MANY_POINTS,
                    "at most %d points with those of the departments".formatted(Missing.MAX_POINTS),
                    points.size(),
                    "say several things in one point"),
            on,
            command.answerBy())
        .then(
            () ->
                on.endingAll(on.by(command.document()))
                    .into(
                        clocks ->
                            new CaseEvent.NoticeGiven(
                                command.document(),
                                points,
                                command.answerBy(),
                                closesAt(on, command.answerBy()),
                                clocks)));
  }

  private static Checks answerable(Checks checks, Occasion on, LocalDate answerBy) {
    LocalDate last = on.today().plusDays(MAX_DAYS_TO_ANSWER);
    return checks.that(
        answerBy.isAfter(on.today()) && !answerBy.isAfter(last),
        Reason.ANSWER_DATE,
        "a date after %s, by %s at latest".formatted(on.today(), last),
        answerBy,
        "give the applicant time to answer");
  }

  private static @Nullable Instant closesAt(Occasion on, LocalDate answerBy) {
    return on.item().practice().closesUncorrected()
        ? on.calendars().opening().endOf(answerBy)
        : null;
  }

  static CaseOutcome stillMissing(Occasion on, CaseCommand.StillMissing command) {
    Notice notice = on.state().intake().notice().orElse(null);
    if (notice == null) {
      return CaseOutcome.refused(
          Reason.NO_NOTICE, "a notice to repeat points of", "none", "give the one notice");
    }
    LocalDate answerBy = command.answerBy() == null ? notice.answerBy() : command.answerBy();
    SortedSet<Integer> missing = new TreeSet<>(command.points());
    missing.addAll(notice.outstanding());
    return answerable(
            inNotice(
                on.checks().role(CaseRole.INTAKE).document(command.document()),
                notice,
                command.points()),
            on,
            answerBy)
        .then(
            () ->
                on.endingAll(on.by(command.document()))
                    .into(
                        clocks ->
                            new CaseEvent.StillMissingTold(
                                command.document(),
                                List.copyOf(missing),
                                answerBy,
                                closesAt(on, answerBy),
                                clocks)));
  }

  private static Checks inNotice(Checks checks, Notice notice, Set<Integer> points) {
    return checks.that(
        notice.has(points),
        Reason.NOT_IN_NOTICE,
        "points 1…%d of the notice".formatted(notice.points().size()),
        new TreeSet<>(points),
        "nothing can be added to the notice");
  }

  static CaseOutcome receiveMaterials(Occasion on, CaseCommand.ReceiveMaterials command) {
    Checks checks = on.checks().role(CaseRole.INTAKE, CaseRole.AGENT, CaseRole.APPLICANT);
    Notice notice = on.state().intake().notice().orElse(null);
    if (notice == null) {
      return checks
          .that(
              command.points().isEmpty(),
              Reason.NO_NOTICE,
              "no points, since there is no notice",
              command.points(),
              "leave them out")
          .then(() -> received(on, command.channel(), List.of(), on.now()));
    }
    return inNotice(checks, notice, command.points())
        .that(
            !command.points().isEmpty(),
            Reason.NOT_IN_NOTICE,
            "points of the notice",
            "none",
            "say what arrived")
        .then(
            () ->
                received(
                    on,
                    command.channel(),
                    List.copyOf(new TreeSet<>(command.points())),
                    notice.without(command.points()).outstanding().isEmpty()
                        ? Receipt.of(
                                on.at(),
                                command.channel(),
                                on.calendars(),
                                on.item().practice().officeCloses())
                            .counted()
                        : null));
  }

  private static CaseOutcome received(
      Occasion on, Receipt.Channel channel, List<Integer> points, @Nullable Dated completeOn) {
    ClockScript clocks =
        completeOn == null ? on.script() : receiving(on.script(), on, on.state(), completeOn);
    return clocks.into(
        events -> new CaseEvent.MaterialsReceived(channel, points, on.now(), completeOn, events));
  }

  /** A licence that has expired meanwhile is no more a clock. */
  static ClockScript receiving(ClockScript script, Occasion on, CaseState state, Dated received) {
    LocalDate expires = state.registered().facts().licenceExpires();
    LocalDate armed = expires == null || expires.isBefore(received.date()) ? null : expires;
    return script.then(
        clocks -> on.clocks().receive(clocks, state.item().terms(), received, armed));
  }

  static CaseOutcome decline(Occasion on, CaseCommand.DeclineCase command) {
    return on.checks()
        .role(CaseRole.INTAKE, CaseRole.REVIEW)
        .document(command.document())
        .that(
            !on.state().intake().isAnswered(),
            Reason.MUST_BE_ACCEPTED,
            "acceptance of what the notice asked for",
            "all of it is there",
            "accept the case")
        .that(
            (command.ground() == DeclineGround.NOT_COMPETENT) == (command.rightAgency() != null),
            Reason.AGENCY_REQUIRED,
            "the right agency where this one is not competent, and only there",
            command.rightAgency() == null ? "none" : command.rightAgency(),
            "name the agency to apply to")
        .that(
            !command.remedies().isEmpty(),
            Reason.REMEDIES_REQUIRED,
            "what the applicant can do against it",
            "nothing",
            "name reconsideration and litigation")
        .then(
            () ->
                on.endingAll(on.by(command.document()))
                    .into(
                        clocks ->
                            new CaseEvent.CaseDeclined(
                                command.document(),
                                command.ground(),
                                command.rightAgency(),
                                command.reason(),
                                command.remedies().stream().sorted().toList(),
                                clocks)));
  }

  /** Acceptance by intake binds the department; until then its objection goes into the notice. */
  static CaseOutcome object(Occasion on, CaseCommand.ObjectToIntake command) {
    boolean inNotice =
        on.state().phase() == CasePhase.RECEIVED && on.state().intake().notice().isEmpty();
    return on.checks()
        .role(CaseRole.REVIEW, CaseRole.LEAD)
        .that(
            !inNotice
                || on.state().intake().pending().size() + command.points().size()
                    <= Missing.MAX_POINTS,
            Reason.TOO_MANY_POINTS,
            "at most %d points".formatted(Missing.MAX_POINTS),
            command.points().size(),
            "say several things in one point")
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.IntakeObjected(command.points(), command.reason(), inNotice)));
  }
}
