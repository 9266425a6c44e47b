package org.yichuang.cases;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseRefusal.Reason;

/** What must hold before a command is carried out, in order; the first that does not refuses it. */
final class Checks {
  private final Occasion on;
  private @Nullable CaseOutcome refused;

  Checks(Occasion on) {
    this.on = on;
  }

  CaseOutcome then(Supplier<CaseOutcome> carriedOut) {
    return refused != null ? refused : carriedOut.get();
  }

  Checks that(boolean holds, Reason reason, String expected, Object found, String remedy) {
    if (refused == null && !holds) {
      refused = CaseOutcome.refused(reason, expected, found.toString(), remedy);
    }
    return this;
  }

  Checks role(CaseRole... any) {
    return that(
        Arrays.stream(any).anyMatch(on::is),
        Reason.NOT_YOUR_ROLE,
        Arrays.stream(any).map(CaseRole::word).collect(Collectors.joining(" or ")),
        on.roles().stream().map(CaseRole::word).sorted().toList(),
        "ask whoever has that role");
  }

  /** Its date is of the phase that the case is in, and not to come; a licence's is sealed. */
  Checks document(Document document) {
    return that(
            !document.date().isAfter(on.today()),
            Reason.DATED_IN_FUTURE,
            "a date up to " + on.today(),
            document.date(),
            "look at the date of the document")
        .that(
            !document.date().isBefore(on.state().since()),
            Reason.DATED_TOO_EARLY,
            "a date from %s on, when it was %s"
                .formatted(on.state().since(), on.state().phase().word()),
            document.date(),
            "look at the date of the document")
        .that(
            document.seal() != null || !on.item().law().licence(),
            Reason.NOT_SEALED,
            "a seal on documents of a licence",
            "none on " + document.number(),
            "seal it and give its number in the ledger");
  }

  /** One of the case's branches that is not decided and waits for none. */
  Checks workable(String branch) {
    boolean known = on.state().work().track(branch).isPresent();
    return that(
            known,
            Reason.UNKNOWN_BRANCH,
            "one of the branches " + on.state().work().branches(),
            branch,
            "look at the branches of the case")
        .that(
            !on.state().work().isDecided(branch),
            Reason.BRANCH_DECIDED,
            "a branch that is not decided",
            branch + " is",
            "go on with the others")
        .that(
            !known || on.state().isWorkable(branch),
            Reason.BRANCH_WAITS,
            "a branch whose prerequisites are decided",
            branch + " waits",
            "decide what it waits for first");
  }

  /** The author is named in the chain, or the centre. */
  Checks inChain(String branch) {
    Optional<Chain> chain = on.chain(branch);
    return that(
            chain.isPresent(),
            Reason.CHAIN_NOT_NAMED,
            "somebody who is responsible" + (branch.isEmpty() ? "" : " for " + branch),
            "nobody",
            "name lead, window and clerk")
        .that(
            on.is(CaseRole.CENTRE)
                || chain.filter(named -> named.has(on.author().account())).isPresent(),
            Reason.NOT_IN_CHAIN,
            "lead, clerk or backup" + (branch.isEmpty() ? "" : " of " + branch),
            "somebody else",
            "hand it over first");
  }

  Checks kind(CaseKind kind) {
    return that(
        on.item().kind() == kind,
        Reason.NOT_THIS_KIND,
        "a case that is " + kind.word(),
        on.item().kind().word(),
        "decide it as what it is");
  }

  Checks notAtUpperLevel() {
    return that(
        !on.state().work().isAtUpperLevel(),
        Reason.AT_UPPER_LEVEL,
        "a case that is here",
        "it was sent up",
        "record its return first");
  }
}
