package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.yichuang.deadlines.CaseClocks;
import org.yichuang.deadlines.Light;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;

/**
 * One case: what its events add up to. Immutable; any thread. What may happen next is decided by
 * {@link CaseRules}.
 *
 * @param items where {@link #apply} looks up the item of a registration
 * @param seq of its last event; 0 before the first
 * @param at of its last event
 * @param since the date from which it is in its phase, by document where there is one
 * @param registration absent while it is unregistered
 * @param visits days on which somebody came to a window for it
 */
public record CaseState(
    CaseItems items,
    CaseNumber number,
    int seq,
    Instant at,
    CasePhase phase,
    LocalDate since,
    Optional<Registration> registration,
    Intake intake,
    Work work,
    Handing handing,
    CaseClocks clocks,
    SortedSet<LocalDate> visits) {

  public CaseState {
    visits = Collections.unmodifiableSortedSet(new TreeSet<>(visits));
  }

  /** Before the first event of a number's stream. */
  public static CaseState unregistered(CaseNumber number, CaseItems items) {
    return new CaseState(
        items,
        number,
        0,
        Instant.EPOCH,
        CasePhase.UNREGISTERED,
        number.day(),
        Optional.empty(),
        Intake.NONE,
        Work.NONE,
        Handing.NONE,
        CaseClocks.NONE,
        Collections.emptySortedSet());
  }

  /**
   * The item with which it began.
   *
   * @throws IllegalStateException while it is unregistered
   */
  public CaseItem item() {
    return registered().item();
  }

  /** The light of the case; its steps have their own. */
  public Light light() {
    return clocks.light();
  }

  /** Whether a branch can be worked on: what it waits for is decided, and itself it is not. */
  public boolean isWorkable(String branch) {
    return work.track(branch).isPresent()
        && !work.isDecided(branch)
        && item().branch(branch).map(CaseItem.Branch::after).orElse(List.of()).stream()
            .allMatch(work::isDecided);
  }

  Registration registered() {
    return registration.orElseThrow(() -> new IllegalStateException(number + " has no case"));
  }

  /**
   * What it is after one more event.
   *
   * @throws UnknownItem when the item it begins with is not known here
   * @throws IllegalStateException for an event that cannot follow the ones before: the stream is
   *     broken, not the command
   */
  public CaseState apply(RecordedCaseEvent recorded) {
    if (recorded.seq() != seq + 1 || recorded.at().isBefore(at)) {
      throw new IllegalStateException(
          "expected event %d of %s not before %s, found %s"
              .formatted(seq + 1, number, at, recorded));
    }
    CaseState next = becomes(recorded.event(), recorded.actor());
    return new CaseState(
        items,
        number,
        recorded.seq(),
        recorded.at(),
        next.phase,
        next.since,
        next.registration,
        next.intake,
        next.work,
        next.handing,
        clocks.apply(recorded.event().clocks()),
        next.visits);
  }

  private CaseState becomes(CaseEvent event, AccountId actor) {
    return switch (event) {
      case CaseEvent.CaseRegistered registered -> registered(registered);
      case CaseEvent.CaseReceived received -> in(CasePhase.RECEIVED, received.on().date());
      case CaseEvent.CorrectedOnSpot corrected ->
          with(intake.correctedMore(corrected.points().size()));
      case CaseEvent.NoticeGiven given ->
          in(CasePhase.NOTICE_GIVEN, given.document().date()).with(Notice.given(given));
      case CaseEvent.StillMissingTold told ->
          (phase == CasePhase.NOTICE_GIVEN
                  ? this
                  : in(CasePhase.NOTICE_GIVEN, told.document().date()))
              .with(notice().stillMissing(told));
      case CaseEvent.MaterialsReceived received -> received(received);
      case CaseEvent.CaseAccepted accepted -> accepted(accepted, actor);
      case CaseEvent.CaseDeemedAccepted deemed ->
          in(CasePhase.ACCEPTED, deemed.from())
              .with(intake.accepted(AccountId.SYSTEM))
              .with(opened());
      case CaseEvent.CaseDeclined declined -> in(CasePhase.DECLINED, declined.document().date());
      case CaseEvent.CaseClosedUncorrected closed ->
          in(CasePhase.CLOSED_UNCORRECTED, closed.answerBy());
      case CaseEvent.IntakeObjected objected -> with(intake.objected(objected));
      case CaseEvent.ChainNamed named ->
          with(work.with(named.branch(), track -> track.named(named.chain())));
      case CaseEvent.CaseHandedOver over -> handedOver(over);
      case CaseEvent.StepCompleted step -> with(work.with(step.branch(), Track::oneStepFurther));
      case CaseEvent.GatheringRecorded gathered -> with(work.gathered(gathered.gathering()));
      case CaseEvent.BranchCalledIn called ->
          with(work.with(called.branch(), track -> track.named(called.chain())));
      case CaseEvent.CaseSentUp up -> with(work.sentUp(up.agency(), up.document().date()));
      case CaseEvent.CaseReturnedDown down -> with(work.returnedOn(down.document().date()));
      case CaseEvent.BranchDecided decided ->
          with(
              work.with(
                  decided.branch(),
                  track ->
                      track.decided(
                          new Track.Decision(decided.result(), decided.document().date(), actor))));
      case CaseEvent.CaseDecided decided -> decided(decided.result(), decided.on(), actor);
      case CaseEvent.RenewalGranted granted ->
          decided(Result.APPROVED, granted.expired().plusDays(1), AccountId.SYSTEM);
      case CaseEvent.ResultIssued issued ->
          in(CasePhase.ISSUED, issued.document().date())
              .with(handing.issued(issued.notified(), issued.reminders()));
      case CaseEvent.ReadyNotified told -> with(handing.told(told.reminders()));
      case CaseEvent.CollectionReminded reminded -> with(handing.remindedOnceMore());
      case CaseEvent.ResultDelivered delivered ->
          in(CasePhase.DELIVERED, delivered.on())
              .with(handing.deliveredBy(delivered.method()))
              .visitedOn(delivered.method() == DeliveryMethod.WINDOW, delivered.on());
      case CaseEvent.ParcelReturned returned ->
          in(CasePhase.ISSUED, since).with(handing.issued(true, returned.reminders()));
      case CaseEvent.CaseWithdrawn withdrawn -> in(CasePhase.WITHDRAWN, since);
      case CaseEvent.CaseTerminated terminated ->
          in(CasePhase.TERMINATED, terminated.document().date());
      case CaseEvent.DecisionCorrected corrected -> with(handing.corrected());
      case CaseEvent.CaseArchived archived -> in(CasePhase.ARCHIVED, since);
      case CaseEvent.CaseSuspended suspended -> this;
      case CaseEvent.CaseResumed resumed -> this;
      case CaseEvent.CaseExtended extended -> this;
      case CaseEvent.DeadlineReached reached -> this;
      case CaseEvent.DeadlinesReckoned reckoned -> this;
    };
  }

  private CaseState registered(CaseEvent.CaseRegistered facts) {
    CaseItem item = items.find(facts.item()).orElseThrow(() -> new UnknownItem(facts.item()));
    CaseState next = in(CasePhase.SUBMITTED, facts.arrived().date());
    return new CaseState(
            items,
            number,
            seq,
            at,
            next.phase,
            next.since,
            Optional.of(Registration.of(item, facts)),
            intake,
            work,
            handing,
            clocks,
            visits)
        .visitedOn(facts.channel() == Receipt.Channel.WINDOW, facts.arrived().date());
  }

  private CaseState received(CaseEvent.MaterialsReceived event) {
    CaseState next = visitedOn(event.channel() == Receipt.Channel.WINDOW, event.arrived().date());
    if (intake.notice().isPresent()) {
      next = next.with(notice().without(event.points()));
    }
    return event.completeOn() == null
        ? next
        : next.in(CasePhase.RECEIVED, event.completeOn().date());
  }

  private CaseState accepted(CaseEvent.CaseAccepted event, AccountId actor) {
    Work named = opened().with(Work.WHOLE, track -> track.named(event.chain()));
    for (CaseEvent.BranchChain branch : event.branches()) {
      named = named.with(branch.branch(), track -> track.named(branch.chain()));
    }
    return in(CasePhase.ACCEPTED, event.document().date()).with(intake.accepted(actor)).with(named);
  }

  private Work opened() {
    Work open = work.with(Work.WHOLE, track -> track);
    for (CaseItem.Branch branch : item().branches()) {
      open = open.with(branch.id(), track -> track);
    }
    return open;
  }

  private CaseState handedOver(CaseEvent.CaseHandedOver over) {
    return switch (over.post()) {
      case OWNER ->
          new CaseState(
              items,
              number,
              seq,
              at,
              phase,
              since,
              Optional.of(registered().ownedBy(over.to())),
              intake,
              work,
              handing,
              clocks,
              visits);
      case CLERK ->
          with(
              work.with(
                  over.branch(),
                  track -> track.named(track.chain().orElseThrow().handedTo(over.to()))));
    };
  }

  private CaseState decided(Result result, LocalDate on, AccountId by) {
    return in(CasePhase.DECIDED, on)
        .with(
            opened().with(Work.WHOLE, track -> track.decided(new Track.Decision(result, on, by))));
  }

  private Notice notice() {
    return intake.notice().orElseThrow(() -> new IllegalStateException(number + " has no notice"));
  }

  private CaseState in(CasePhase next, LocalDate from) {
    if (!phase.next().contains(next)) {
      throw new IllegalStateException(
          "expected %s after %s of %s, found %s".formatted(phase.next(), phase, number, next));
    }
    return new CaseState(
        items, number, seq, at, next, from, registration, intake, work, handing, clocks, visits);
  }

  private CaseState with(Notice notice) {
    return with(intake.with(notice));
  }

  private CaseState with(Intake now) {
    return new CaseState(
        items, number, seq, at, phase, since, registration, now, work, handing, clocks, visits);
  }

  private CaseState with(Work now) {
    return new CaseState(
        items, number, seq, at, phase, since, registration, intake, now, handing, clocks, visits);
  }

  private CaseState with(Handing now) {
    return new CaseState(
        items, number, seq, at, phase, since, registration, intake, work, now, clocks, visits);
  }

  private CaseState visitedOn(boolean came, LocalDate day) {
    if (!came) {
      return this;
    }
    SortedSet<LocalDate> days = new TreeSet<>(visits);
    days.add(day);
    return new CaseState(
        items, number, seq, at, phase, since, registration, intake, work, handing, clocks, days);
  }
}
