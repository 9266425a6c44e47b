package org.yichuang.rehearsal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.Result;
import org.yichuang.cases.TerminationGround;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.deadlines.Silence;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.TicketId;

/**
 * The people of the rehearsed year for whoever runs their cases elsewhere, and to whom everything
 * happens that happens to few in a year: they are late, forget, ask, stop, hand over, send back.
 * Remembers what was tried; single-threaded.
 */
public final class CaseScript {

  /**
   * What somebody does next.
   *
   * @param afterMinutes in which the hall is open
   * @param command made from the date on which it is done
   */
  public record Act(
      double afterMinutes,
      Author author,
      java.util.function.Function<LocalDate, CaseCommand> command) {}

  private final CaseItem item;
  private final Draws draws;
  private final CaseCourse course;
  private final CaseIntake intake;
  private final CaseWork work;
  private final CaseHanding handing;

  public CaseScript(CaseItem item, SplittableRandom random) {
    this.item = item;
    draws = new Draws(random);
    course = eventful();
    intake = new CaseIntake(course, draws);
    work = new CaseWork(course, draws);
    handing = new CaseHanding(course, draws);
  }

  private CaseCourse eventful() {
    boolean dull = draws.chance(0.3);
    double some = dull ? 0 : 1;
    return new CaseCourse(
        draws.chance(0.3) ? draws.between(2.5, 6) : draws.lognormal(1, 0.5),
        draws.chance(0.12 * some),
        draws.chance(0.2 * some),
        draws.chance(0.1 * some),
        draws.chance(0.25 * some),
        draws.chance(0.4) ? 1 : 0,
        draws.chance(0.4),
        draws.chance(0.2),
        draws.chance(0.05 * some),
        draws.chance(0.03 * some),
        draws.chance(0.03 * some),
        draws.chance(0.03 * some),
        draws.chance(0.4 * some) ? draws.chance(0.4) ? 2 : 1 : 0,
        draws.chance(0.15),
        draws.chance(0.2 * some),
        draws.chance(0.15 * some),
        draws.chance(0.6),
        draws.chance(0.15),
        draws.chance(0.6),
        draws.chance(0.15),
        draws.chance(0.4),
        draws.chance(0.15),
        item.law().silence().contains(Silence.RENEWAL_GRANTED) && draws.chance(0.4)
            ? 3 + (int) draws.below(40)
            : 0);
  }

  /** Who takes it in. */
  public static Author intake() {
    return CasePeople.INTAKE;
  }

  /** Who applies by himself. */
  public static Author applicant() {
    return CasePeople.APPLICANT;
  }

  /** Whoever is the backup of every case, and has all the roles. */
  public static Author smallRoom() {
    AccountId backup = java.util.Objects.requireNonNull(CasePeople.CHAIN.backup());
    return new Author(backup, Set.of(CaseRole.values()));
  }

  /** Something that is not to be asked of a case in its phase; by no table of the rules. */
  public static CaseCommand outOfPlace(CaseState state, LocalDate today, SplittableRandom random) {
    Document document = CaseAct.document(today);
    List<CaseCommand> ofLater =
        List.of(
            new CaseCommand.IssueResult(document, true),
            new CaseCommand.NotifyReady(),
            new CaseCommand.CorrectDecision(document, "", CaseAct.REASON),
            new CaseCommand.ArchiveCase("2026"));
    List<CaseCommand> ofIntake =
        List.of(
            new CaseCommand.CorrectOnSpot(CaseAct.POINTS),
            new CaseCommand.GiveNotice(document, CaseAct.POINTS, today.plusDays(9)),
            new CaseCommand.ReceiveMaterials(Channel.WINDOW, Set.of()),
            new CaseCommand.AcceptCase(document, CasePeople.CHAIN, Map.of()));
    List<CaseCommand> ofWork =
        List.of(
            new CaseCommand.ObjectToIntake(CaseAct.POINTS, CaseAct.REASON),
            new CaseCommand.DecideCase(
                document, "", Result.APPROVED, CaseAct.REASON, CaseAct.REMEDIES),
            new CaseCommand.WithdrawCase(null),
            new CaseCommand.TerminateCase(
                document, TerminationGround.APPLICANT_GONE, CaseAct.REASON));
    List<CaseCommand> misplaced =
        switch (state.phase()) {
          case UNREGISTERED, SUBMITTED, RECEIVED, NOTICE_GIVEN -> ofLater;
          case ACCEPTED -> Stream.of(ofIntake, ofLater).<CaseCommand>flatMap(List::stream).toList();
          case DECIDED,
              ISSUED,
              DELIVERED,
              ARCHIVED,
              DECLINED,
              CLOSED_UNCORRECTED,
              WITHDRAWN,
              TERMINATED ->
              Stream.of(ofIntake, ofWork).<CaseCommand>flatMap(List::stream).toList();
        };
    return misplaced.get(random.nextInt(misplaced.size()));
  }

  /** Everybody who has to do with cases, and somebody who has not. */
  public static List<Author> people() {
    return List.of(
        CasePeople.INTAKE,
        CasePeople.LEAD,
        CasePeople.ISSUER,
        CasePeople.CENTRE,
        CasePeople.APPLICANT,
        CasePeople.AGENT,
        CasePeople.clerk(CasePeople.CHAIN),
        new Author(new AccountId(40), Set.of(CaseRole.values())));
  }

  /**
   * The beginning of a case; where one person may handle it, half of the time the whole of it.
   *
   * @param version of the item
   * @param ticket null: of none
   * @param by at the window; ignored online
   */
  public CaseCommand begin(
      int version,
      Channel channel,
      @Nullable TicketId ticket,
      long applicant,
      AccountId by,
      LocalDate today) {
    CaseCommand.RegisterCase register =
        new CaseCommand.RegisterCase(
            new ItemRef(item.ref().id(), version),
            channel,
            new PersonRef(applicant),
            null,
            null,
            ticket,
            null,
            null,
            null,
            course.licenceDays() == 0 ? null : today.plusDays(course.licenceDays()),
            List.of());
    boolean straight =
        item.practice().handledByOne()
            && channel == Channel.WINDOW
            && item.practice().delivery().contains(DeliveryMethod.WINDOW)
            && draws.chance(0.5);
    if (!straight) {
      return register;
    }
    Chain chain = new Chain(CasePeople.LEAD.account(), null, by, null);
    return CaseAct.atOnce(register, CaseAct.document(today), chain, course.denied());
  }

  /** Empty: nobody does anything until something falls due. */
  public Optional<Act> next(CaseState state) {
    Optional<CaseAct> act =
        switch (state.phase()) {
          case UNREGISTERED -> throw new IllegalStateException("not registered");
          case SUBMITTED -> intake.submitted();
          case RECEIVED -> Optional.of(intake.received(state));
          case NOTICE_GIVEN -> intake.noticeGiven(state);
          case ACCEPTED -> Optional.of(work.next(state));
          case DECIDED -> Optional.of(handing.decided());
          case ISSUED -> handing.issued(state);
          case DELIVERED -> Optional.of(handing.delivered(state));
          case DECLINED, CLOSED_UNCORRECTED, WITHDRAWN, TERMINATED -> Optional.of(handing.ended());
          case ARCHIVED -> Optional.empty();
        };
    return act.map(one -> new Act(one.afterMinutes(), one.author(), one.command()));
  }

  /** Opening time added to a moment; empty: beyond what the calendar looks ahead. */
  public static Optional<Instant> later(Calendars calendars, Instant from, double minutes) {
    return RehearsedCases.later(calendars, from, minutes);
  }
}
