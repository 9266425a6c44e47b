package org.yichuang.web;

import java.time.LocalDate;
import java.util.List;
import org.yichuang.journal.DayRoot;
import org.yichuang.journal.PublishedRoots;

/** The roots of days, for whoever wants to keep them. Confined to one event loop. */
final class RootRoutes {
  private static final String A_DATE = "expected a date such as 2026-11-23, found another text";

  /** Later than every root. */
  private static final LocalDate ALL = LocalDate.of(9999, 12, 31);

  private final PublishedRoots roots;

  RootRoutes(PublishedRoots roots) {
    this.roots = roots;
  }

  /**
   * @param root what witnesses keep
   */
  private record RootView(LocalDate day, int leaves, String tree, String previous, String root) {
    static RootView of(DayRoot root) {
      return new RootView(
          root.day(),
          root.leaves(),
          root.tree().toString(),
          root.previous().toString(),
          root.hash().toString());
    }
  }

  private record RootsView(List<RootView> roots) {}

  void addTo(Operations operations) {
    operations
        .on("dayRoots", Permission.anyone(), this::list)
        .on("dayRoot", Permission.anyone(), this::one);
  }

  private void list(Exchange exchange) {
    LocalDate before =
        exchange.query("before").isEmpty()
            ? ALL
            : Dates.parse(exchange.query("before").orElseThrow());
    if (before == null) {
      exchange.answer(HttpProblems.invalidRequest("before: " + A_DATE));
      return;
    }
    exchange.then(
        roots.before(before, exchange.queryNumber("limit")),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found ->
            exchange.answer(
                200, ApiJson.write(new RootsView(found.stream().map(RootView::of).toList()))));
  }

  private void one(Exchange exchange) {
    LocalDate day = Dates.parse(exchange.parameter("day"));
    if (day == null) {
      exchange.answer(HttpProblems.invalidRequest("day: " + A_DATE));
      return;
    }
    exchange.then(
        roots.of(day),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found ->
            found.ifPresentOrElse(
                root -> exchange.answer(200, ApiJson.write(RootView.of(root))),
                () -> exchange.answer(CaseProblems.unknownRoot(day))));
  }
}
