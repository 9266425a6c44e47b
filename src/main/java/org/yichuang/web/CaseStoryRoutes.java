package org.yichuang.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockId;
import org.yichuang.hall.AccountId;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRow;
import org.yichuang.people.AccountNames;

/** What happened to a case, and why it is due when it is. Confined to one event loop. */
final class CaseStoryRoutes {
  private final CaseReading reading;
  private final AccountNames names;
  private final Catalogue catalogue;

  CaseStoryRoutes(ApiParts parts, CaseReading reading) {
    this.reading = reading;
    names = parts.cases().names();
    catalogue = parts.catalogue();
  }

  /**
   * @param next null on the last page
   */
  private record HistoryView(
      String caseNumber, List<CaseStory.EntryView> events, @Nullable Integer next) {}

  void addTo(Operations operations) {
    Permission reads = Permission.somewhere(CaseAccess.readers());
    operations.on("caseHistory", reads, this::history).on("caseClockWhy", reads, this::why);
  }

  private void history(Exchange exchange) {
    reading.open(exchange, CaseAccess.readers(), opened -> tell(exchange, opened));
  }

  private void tell(Exchange exchange, CaseFiles.Opened opened) {
    int limit = exchange.queryNumber("limit");
    int after = exchange.query("after").map(Integer::parseInt).orElse(0);
    Page<CaseRow> page =
        Page.of(opened.rows().stream().filter(row -> row.recorded().seq() > after).toList(), limit);
    Set<AccountId> accounts = new LinkedHashSet<>();
    page.entries().forEach(row -> accounts.addAll(CaseStory.accounts(row.recorded())));
    exchange.then(
        names.names(accounts),
        named ->
            exchange.answer(
                200,
                ApiJson.write(
                    new HistoryView(
                        opened.state().number().display(),
                        page.entries().stream()
                            .map(
                                row ->
                                    CaseStory.of(
                                        row.recorded(),
                                        named,
                                        hall -> catalogue.newest(hall).slug()))
                            .toList(),
                        page.next(last -> last.recorded().seq())))));
  }

  private void why(Exchange exchange) {
    String name = exchange.parameter("clock");
    reading.open(
        exchange,
        CaseAccess.readers(),
        opened ->
            clock(opened, name)
                .ifPresentOrElse(
                    clock ->
                        exchange.answer(
                            200,
                            ApiJson.write(
                                CaseWhy.of(
                                    opened.state(),
                                    clock,
                                    reading.rules(opened.state().number().hall())))),
                    () ->
                        exchange.answer(
                            CaseProblems.unknownClock(
                                name,
                                opened.state().clocks().clocks().keySet().stream()
                                    .map(ClockId::toString)
                                    .toList()))));
  }

  private static Optional<Clock> clock(CaseFiles.Opened opened, String name) {
    try {
      return opened.state().clocks().clock(ClockId.parse(name));
    } catch (IllegalArgumentException noClock) {
      return Optional.empty();
    }
  }
}
