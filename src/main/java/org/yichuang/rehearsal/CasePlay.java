package org.yichuang.rehearsal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CasePhase;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.PersonRef;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Receipt.Channel;

/** Everybody who has to do with one case, until it is archived or time ends. Single-threaded. */
final class CasePlay {
  /** Of a life; more would be one that does not end. */
  private static final int MAX_MOVES = 300;

  /** What clerks may be told who come too late: the clock runs on by itself, the time is over. */
  private static final Set<CaseRefusal.Reason> KNOWN =
      Set.of(CaseRefusal.Reason.NOT_SUSPENDED, CaseRefusal.Reason.TOO_LATE);

  private final CaseLife life;
  private final CaseItem item;
  private final RehearsedCases.Application application;
  private final Calendars calendars;
  private final Draws draws;
  private final CaseCourse course;
  private final CaseIntake intake;
  private final CaseWork work;
  private final CaseHanding handing;
  private Instant now;

  CasePlay(
      CaseLife life,
      CaseItem item,
      RehearsedCases.Application application,
      Calendars calendars,
      Draws draws) {
    this.life = life;
    this.item = item;
    this.application = application;
    this.calendars = calendars;
    this.draws = draws;
    course = CaseCourse.draw(item, draws);
    intake = new CaseIntake(course, draws);
    work = new CaseWork(course, draws);
    handing = new CaseHanding(course, draws);
    now = application.at();
  }

  CaseLife life() {
    return life;
  }

  void until(Instant end) {
    begin();
    for (int moves = 0; moves < MAX_MOVES; moves++) {
      Optional<CaseAct> act = next(life.state());
      Optional<Instant> at =
          act.isPresent()
              ? RehearsedCases.later(calendars, earliest(), act.get().afterMinutes())
              : life.nextDue();
      if (at.filter(moment -> moment.isBefore(end)).isEmpty()) {
        life.until(end.minusMillis(1));
        return;
      }
      move(act, at.get());
    }
    throw new IllegalStateException(life.state().number() + " does not end");
  }

  /** What arrives online on a rest day counts later: until then nobody dates a document of it. */
  private Instant earliest() {
    Instant counts = calendars.opening().startOf(life.state().since());
    return counts.isAfter(now) ? counts : now;
  }

  private void move(Optional<CaseAct> act, Instant at) {
    CasePhase before = life.state().phase();
    life.until(at);
    now = at;
    if (act.isEmpty() || life.state().phase() != before) {
      return;
    }
    CaseCommand command = act.get().command().apply(RehearsedCases.date(calendars, now));
    Optional<CaseRefusal> refused = life.give(command, act.get().author(), now);
    if (refused.isPresent() && !KNOWN.contains(refused.get().reason())) {
      throw new IllegalStateException(
          "%s of %s, a case of %s: %s"
              .formatted(command.verb(), life.state().number(), item.ref(), refused.get()));
    }
  }

  private void begin() {
    CaseCommand.RegisterCase register = register();
    boolean window = application.channel() == Channel.WINDOW;
    boolean straight =
        item.practice().handledByOne()
            && window
            && item.practice().delivery().contains(DeliveryMethod.WINDOW)
            && !course.notice()
            && !course.declined()
            && !course.objected()
            && !course.forgotten();
    CaseCommand command = straight ? atOnce(register) : register;
    Author author = window ? CasePeople.INTAKE : CasePeople.APPLICANT;
    life.give(command, author, now)
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(item.ref() + ": " + refusal);
            });
  }

  private CaseCommand.RegisterCase register() {
    LocalDate today = RehearsedCases.date(calendars, now);
    return new CaseCommand.RegisterCase(
        item.ref(),
        application.channel(),
        new PersonRef(1 + draws.below(1_000_000)),
        null,
        null,
        application.ticket(),
        null,
        null,
        null,
        course.licenceDays() == 0 ? null : today.plusDays(course.licenceDays()),
        List.of());
  }

  private CaseCommand atOnce(CaseCommand.RegisterCase register) {
    Document document = CaseAct.document(RehearsedCases.date(calendars, now));
    return CaseAct.atOnce(register, document, CasePeople.ONE, course.denied());
  }

  private Optional<CaseAct> next(CaseState state) {
    return switch (state.phase()) {
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
  }
}
