package org.yichuang.cases;

import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.ClockLaw;

/** Time that is not counted, more time, and time at an upper level. Pure functions. */
final class PausingRules {
  /** The ground that stops clocks while a case is at an upper level, where a regime has it. */
  static final String SENT_UP = "sent-up";

  private PausingRules() {}

  /** A branch's suspension stops that branch; the whole of a joint case stops by its lead. */
  static CaseOutcome suspend(Occasion on, CaseCommand.SuspendCase command) {
    return paused(on, command.branch(), command.document())
        .then(
            () ->
                on.script()
                    .then(
                        clocks ->
                            on.clocks()
                                .suspend(
                                    clocks,
                                    command.ground(),
                                    command.branch(),
                                    on.by(command.document()),
                                    command.expected()))
                    .into(
                        clocks ->
                            new CaseEvent.CaseSuspended(
                                command.document(),
                                command.branch(),
                                command.ground(),
                                command.reason(),
                                clocks)));
  }

  static CaseOutcome resume(Occasion on, CaseCommand.ResumeCase command) {
    return paused(on, command.branch(), command.document())
        .then(
            () ->
                on.script()
                    .then(
                        clocks ->
                            on.clocks()
                                .resume(
                                    clocks,
                                    command.ground(),
                                    command.branch(),
                                    on.by(command.document())))
                    .into(
                        clocks ->
                            new CaseEvent.CaseResumed(
                                command.document(), command.branch(), command.ground(), clocks)));
  }

  private static Checks paused(Occasion on, String branch, Document document) {
    boolean whole = branch.isEmpty() && !on.state().work().branches().isEmpty();
    Checks checks =
        whole
            ? on.checks().role(CaseRole.LEAD, CaseRole.CENTRE)
            : on.checks().role(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE);
    return checks.workable(branch).inChain(branch).document(document);
  }

  static CaseOutcome extend(Occasion on, CaseCommand.ExtendCase command) {
    return on.checks()
        .role(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE)
        .workable(command.branch())
        .inChain(command.branch())
        .document(command.document())
        .then(
            () ->
                on.script()
                    .then(
                        clocks ->
                            on.clocks()
                                .extend(
                                    clocks,
                                    command.branch(),
                                    command.approver(),
                                    on.by(command.document())))
                    .into(
                        clocks ->
                            new CaseEvent.CaseExtended(
                                command.document(), command.branch(), command.reason(), clocks)));
  }

  static CaseOutcome sendUp(Occasion on, CaseCommand.SendUp command) {
    return on.checks()
        .kind(CaseKind.SENT_UP)
        .role(CaseRole.REVIEW, CaseRole.LEAD)
        .inChain(Work.WHOLE)
        .notAtUpperLevel()
        .document(command.document())
        .then(
            () -> {
              ClockScript script = on.script();
              on.item()
                  .law()
                  .ground(SENT_UP)
                  .map(ClockLaw.Ground::most)
                  .ifPresent(
                      most ->
                          script.then(
                              clocks ->
                                  on.clocks()
                                      .suspend(
                                          clocks,
                                          SENT_UP,
                                          Work.WHOLE,
                                          on.by(command.document()),
                                          most)));
              return script.into(
                  clocks -> new CaseEvent.CaseSentUp(command.document(), command.agency(), clocks));
            });
  }

  static CaseOutcome returnDown(Occasion on, CaseCommand.ReturnDown command) {
    Work work = on.state().work();
    return on.checks()
        .kind(CaseKind.SENT_UP)
        .role(CaseRole.REVIEW, CaseRole.LEAD)
        .inChain(Work.WHOLE)
        .that(
            work.isAtUpperLevel(),
            Reason.NOT_AT_UPPER_LEVEL,
            "a case that was sent up",
            "it is here",
            "send it up first")
        .document(command.document())
        .that(
            !work.isAtUpperLevel()
                || !command.document().date().isBefore(work.upper().getLast().from()),
            Reason.DATED_TOO_EARLY,
            "a date not before it was sent up",
            command.document().date(),
            "look at the date of the document")
        .then(
            () -> {
              ClockScript script = on.script();
              if (script.clocks().open(SENT_UP, Work.WHOLE).isPresent()) {
                script.then(
                    clocks ->
                        on.clocks().resume(clocks, SENT_UP, Work.WHOLE, on.by(command.document())));
              }
              return script.into(
                  clocks -> new CaseEvent.CaseReturnedDown(command.document(), clocks));
            });
  }
}
