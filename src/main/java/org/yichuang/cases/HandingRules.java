package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockKind;
import org.yichuang.deadlines.Dated;

/** From the decision to the archive (行政许可法 art. 44). Pure functions. */
final class HandingRules {
  private static final ClockId DELIVERY = ClockId.of(ClockKind.DELIVERY);

  private HandingRules() {}

  static CaseOutcome issue(Occasion on, CaseCommand.IssueResult command) {
    boolean decided =
        DecisionRules.deciders(on.state().work()).anyMatch(on.author().account()::equals);
    return issuing(on)
        .that(
            !decided || on.isHandledByOne(),
            Reason.SEPARATION,
            "somebody else than who decided it",
            "the same",
            "ask the issue window")
        .document(command.document())
        .then(
            () ->
                met(on, command.notified(), on.by(command.document()))
                    .into(
                        clocks ->
                            new CaseEvent.ResultIssued(
                                command.document(),
                                command.notified(),
                                command.notified() ? reminders(on) : List.of(),
                                clocks)));
  }

  private static Checks issuing(Occasion on) {
    return on.isHandledByOne() ? on.checks() : on.checks().role(CaseRole.ISSUE);
  }

  /** Delivery is in time when it was posted, or is ready and the applicant knows. */
  private static ClockScript met(Occasion on, boolean met, Dated when) {
    ClockScript script = on.script();
    return met && script.clocks().running(DELIVERY).isPresent()
        ? script.then(clocks -> on.clocks().end(clocks, DELIVERY, when))
        : script;
  }

  private static List<Instant> reminders(Occasion on) {
    return Handing.REMINDER_DAYS.stream()
        .map(days -> opens(on.calendars(), on.today().plusDays(days)))
        .toList();
  }

  /** When the hall opens on that day or next, so that nobody gets a message at midnight. */
  private static Instant opens(Calendars calendars, LocalDate day) {
    OpeningCalendar opening = calendars.opening();
    Instant begins = opening.startOf(day);
    return opening.isOpen(begins) ? begins : opening.opensNext(begins).orElse(begins);
  }

  static CaseOutcome notifyReady(Occasion on) {
    return on.checks()
        .role(CaseRole.ISSUE)
        .that(
            !on.state().handing().notified(),
            Reason.ALREADY_TOLD,
            "an applicant who does not know",
            "told already",
            "wait; reminders follow by themselves")
        .then(
            () ->
                met(on, true, on.now())
                    .into(clocks -> new CaseEvent.ReadyNotified(reminders(on), clocks)));
  }

  static CaseOutcome deliver(Occasion on, CaseCommand.DeliverResult command) {
    Checks checks =
        on.isHandledByOne()
            ? on.checks()
            : command.method() == DeliveryMethod.AGENT
                ? on.checks().role(CaseRole.ISSUE, CaseRole.AGENT)
                : on.checks().role(CaseRole.ISSUE);
    return checks
        .that(
            on.item().practice().delivery().contains(command.method()),
            Reason.METHOD_EXCLUDED,
            "one of " + on.item().practice().delivery().stream().sorted().toList(),
            command.method().name(),
            "deliver it otherwise")
        .then(
            () ->
                met(on, true, on.now())
                    .into(
                        clocks ->
                            new CaseEvent.ResultDelivered(
                                command.method(),
                                command.recipient(),
                                command.parcel(),
                                on.today(),
                                clocks)));
  }

  static CaseOutcome returnParcel(Occasion on, CaseCommand.ReturnParcel command) {
    return on.checks()
        .role(CaseRole.ISSUE)
        .that(
            on.state().handing().delivered().filter(DeliveryMethod.POST::equals).isPresent(),
            Reason.NOT_POSTED,
            "a result that was posted",
            "it was not",
            "look at how it was delivered")
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.ParcelReturned(command.reason(), reminders(on))));
  }

  static CaseOutcome archive(Occasion on, CaseCommand.ArchiveCase command) {
    return on.checks()
        .role(CaseRole.ISSUE, CaseRole.INTAKE, CaseRole.CENTRE)
        .then(() -> CaseOutcome.accepted(new CaseEvent.CaseArchived(command.shelf())));
  }
}
