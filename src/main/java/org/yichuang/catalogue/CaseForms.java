package org.yichuang.catalogue;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.ItemRef;
import org.yichuang.deadlines.CaseTerms;
import org.yichuang.deadlines.ClockLaw;

/** Items of the catalogue as the rules of cases see them. Pure functions. */
final class CaseForms {
  private CaseForms() {}

  /**
   * @param regime of the item
   * @param laws of all regimes that it and its branches name
   */
  static CaseItem of(ItemRef ref, Item item, Regime regime, Function<RegimeId, ClockLaw> laws) {
    Item.Handling handling = item.handling();
    return new CaseItem(
        ref,
        kind(item.kind()),
        item.department(),
        new CaseTerms(laws.apply(regime.id()), item.period().statutory(), item.period().promised()),
        steps(handling.steps()),
        item.branches().stream()
            .map(
                branch ->
                    new CaseItem.Branch(
                        branch.id(),
                        branch.department(),
                        laws.apply(branch.regime()),
                        branch.statutory(),
                        branch.after(),
                        steps(branch.steps())))
            .toList(),
        new CaseItem.Practice(
            handling.tier(),
            handling.byOne(),
            regime.closesUncorrected(),
            handling.officeCloses(),
            Set.copyOf(handling.delivery())));
  }

  private static List<CaseItem.Step> steps(List<Item.Step> steps) {
    return steps.stream()
        .map(step -> new CaseItem.Step(step.id(), step.role(), step.limit()))
        .toList();
  }

  private static CaseKind kind(Item.Kind kind) {
    return switch (kind) {
      case IMMEDIATE -> CaseKind.IMMEDIATE;
      case PROMISED -> CaseKind.PROMISED;
      case REPLY -> CaseKind.REPLY;
      case JOINT -> CaseKind.JOINT;
      case SENT_UP -> CaseKind.SENT_UP;
      case SPECIAL -> CaseKind.SPECIAL;
    };
  }
}
