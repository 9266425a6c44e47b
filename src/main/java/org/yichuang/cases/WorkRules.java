package org.yichuang.cases;

import java.util.List;
import java.util.Optional;
import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.ClockId;
import org.yichuang.hall.AccountId;

/** Who works on a case, and how far it is. Pure functions. */
final class WorkRules {
  private WorkRules() {}

  static CaseOutcome assignChain(Occasion on, CaseCommand.AssignChain command) {
    boolean known = on.state().work().track(command.branch()).isPresent();
    boolean named = on.chain(command.branch()).isPresent();
    return on.checks()
        .role(CaseRole.LEAD, CaseRole.CENTRE)
        .that(
            known,
            Reason.UNKNOWN_BRANCH,
            "one of the branches " + on.state().work().branches(),
            command.branch(),
            "look at the branches of the case")
        .that(
            !named || command.reason() != null,
            Reason.REASON_REQUIRED,
            "a reason for another chain",
            "none",
            "say why; it is recorded")
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.ChainNamed(command.branch(), command.chain(), command.reason())));
  }

  static CaseOutcome reassign(Occasion on, CaseCommand.Reassign command) {
    return switch (command.post()) {
      case OWNER -> {
        Registration registration = on.state().registered();
        yield handOver(
            on,
            command,
            registration.owner(),
            registration.backup(),
            on.checks(),
            "ask a supervisor to take it over");
      }
      case CLERK -> {
        Optional<Chain> chain = on.chain(command.branch());
        yield handOver(
            on,
            command,
            chain.map(Chain::clerk),
            chain.map(Chain::backup),
            on.checks()
                .that(
                    chain.isPresent(),
                    Reason.CHAIN_NOT_NAMED,
                    "a clerk to hand over from",
                    "nobody is named",
                    "name lead, window and clerk"),
            "name who takes it");
      }
    };
  }

  private static CaseOutcome handOver(
      Occasion on,
      CaseCommand.Reassign command,
      Optional<AccountId> from,
      Optional<AccountId> backup,
      Checks checks,
      String remedy) {
    AccountId author = on.author().account();
    Optional<AccountId> to = Optional.ofNullable(command.to()).or(() -> backup);
    boolean theirs =
        from.filter(author::equals).isPresent() || backup.filter(author::equals).isPresent();
    return checks
        .that(
            theirs || on.is(CaseRole.LEAD) || on.is(CaseRole.CENTRE),
            Reason.NOT_IN_CHAIN,
            "whoever has it, the backup, the lead or the centre",
            "somebody else",
            remedy)
        .that(to.isPresent(), Reason.NO_BACKUP, "a backup", "none", "name who takes it")
        .that(
            !to.equals(from),
            Reason.ALREADY_THEIRS,
            "somebody else than now",
            "the same",
            "go on with the case")
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.CaseHandedOver(
                        command.post(),
                        command.branch(),
                        from.orElse(AccountId.SYSTEM),
                        to.orElseThrow(),
                        command.reason())));
  }

  static CaseOutcome completeStep(Occasion on, CaseCommand.CompleteStep command) {
    List<CaseItem.Step> steps = on.item().stepsOf(command.branch());
    int done = on.state().work().track(command.branch()).map(Track::stepsDone).orElse(0);
    Optional<CaseItem.Step> next = steps.stream().skip(done).findFirst();
    Checks checks =
        on.checks()
            .workable(command.branch())
            .notAtUpperLevel()
            .that(
                next.filter(step -> step.id().equals(command.step())).isPresent(),
                Reason.WRONG_STEP,
                next.map(step -> "step " + step.id()).orElse("no step, all are done"),
                command.step(),
                next.isPresent() ? "take the steps in their order" : "decide");
    next.ifPresent(step -> checks.role(step.role()));
    return checks
        .inChain(command.branch())
        .then(
            () -> {
              ClockId clock = ClockId.step(command.step()).in(command.branch());
              ClockScript script = on.script();
              if (script.clocks().running(clock).isPresent()) {
                script.then(clocks -> on.clocks().end(clocks, clock, on.now()));
              }
              steps.stream()
                  .skip(done + 1L)
                  .findFirst()
                  .ifPresent(
                      step ->
                          Acceptance.begin(
                              script, on.clocks(), on.item(), command.branch(), step, on.now()));
              return script.into(
                  clocks -> new CaseEvent.StepCompleted(command.branch(), command.step(), clocks));
            });
  }

  static CaseOutcome recordGathering(Occasion on, CaseCommand.RecordGathering command) {
    boolean several = on.item().kind() == CaseKind.JOINT || on.item().kind() == CaseKind.SPECIAL;
    boolean collective =
        on.item().practice().tier() == CaseItem.Tier.COLLECTIVE
            && command.kind() == Gathering.Kind.MEETING;
    List<String> branches = command.branches().stream().sorted().toList();
    return on.checks()
        .role(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE)
        .that(
            several || collective,
            Reason.NOT_THIS_KIND,
            "a case of several departments, or one that a meeting decides",
            on.item().kind().word(),
            "go on with its steps")
        .that(
            on.state().work().branches().containsAll(branches),
            Reason.UNKNOWN_BRANCH,
            "some of the branches " + on.state().work().branches(),
            branches,
            "look at the branches of the case")
        .that(
            !command.date().isAfter(on.today()),
            Reason.DATED_IN_FUTURE,
            "a date up to " + on.today(),
            command.date(),
            "record it when it was held")
        .that(
            !command.date().isBefore(on.state().since()),
            Reason.DATED_TOO_EARLY,
            "a date from %s on, when it was accepted".formatted(on.state().since()),
            command.date(),
            "look at the date of the record")
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.GatheringRecorded(
                        new Gathering(command.kind(), command.date(), branches, command.note()))));
  }

  static CaseOutcome callIn(Occasion on, CaseCommand.CallIn command) {
    List<String> branches = on.state().work().branches();
    return on.checks()
        .kind(CaseKind.SPECIAL)
        .role(CaseRole.CENTRE)
        .that(
            !branches.contains(command.branch()),
            Reason.BRANCH_EXISTS,
            "another name than " + branches,
            command.branch(),
            "name the branch otherwise")
        .that(
            branches.size() < CaseItem.MAX_BRANCHES,
            Reason.TOO_MANY_BRANCHES,
            "at most %d branches".formatted(CaseItem.MAX_BRANCHES),
            branches.size() + " already",
            "decide with those that are there")
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.BranchCalledIn(command.branch(), command.chain())));
  }
}
