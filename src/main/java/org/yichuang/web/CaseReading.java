package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.UnknownItem;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFiles;
import org.yichuang.people.Role;

/**
 * A case by its number, for whoever answers about it: found, allowed, read from its stream as far
 * as it is committed. What stands in the way is answered here. Confined to one event loop.
 */
final class CaseReading {
  /** The path's parameter. */
  static final String CASE = "case";

  private final CaseFiles files;
  private final Catalogue catalogue;
  private final Centres centres;

  CaseReading(CaseFiles files, Catalogue catalogue, Centres centres) {
    this.files = files;
    this.catalogue = catalogue;
    this.centres = centres;
  }

  /** The number in the path; empty when it is answered already: it is mistyped. */
  Optional<CaseNumber> number(Exchange exchange) {
    try {
      return Optional.of(CaseNumber.parse(exchange.parameter(CASE)));
    } catch (IllegalArgumentException mistyped) {
      exchange.answer(CaseProblems.mistypedNumber(String.valueOf(mistyped.getMessage())));
      return Optional.empty();
    }
  }

  /** The hall in a number; empty when there is none. */
  Optional<HallConfig> hall(CaseNumber number) {
    return catalogue.halls().stream().filter(hall -> hall.id().equals(number.hall())).findAny();
  }

  /** The rules of a hall's cases, with the calendars that are known now. */
  CaseRules rules(HallId hall) {
    return new CaseRules(catalogue.calendarsOf(hall));
  }

  /**
   * The case of the path, when who asks holds one of the roles where it was registered, or where it
   * is decided in another's stead. Sets the exchange's hall.
   */
  void allowed(Exchange exchange, Role[] anyOf, Consumer<CaseNumber> use) {
    CaseNumber number = number(exchange).orElse(null);
    if (number == null) {
      return;
    }
    HallConfig hall = hall(number).orElse(null);
    if (hall == null) {
      exchange.answer(CaseProblems.unknownCase(number));
      return;
    }
    exchange.at(hall, centres.tree().place(hall.id()));
    if (exchange.principal().may(exchange.place(), anyOf)) {
      use.accept(number);
      return;
    }
    exchange.then(
        newest(number),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found -> {
          HallId responsible =
              found
                  .flatMap(opened -> opened.state().registration())
                  .map(registration -> registration.facts().responsible())
                  .orElse(null);
          if (responsible != null
              && exchange.principal().may(centres.tree().place(responsible), anyOf)) {
            use.accept(number);
          } else {
            exchange.answer(
                AccountProblems.notAllowed(
                    "one of the roles %s at %s".formatted(Permission.words(anyOf), hall.slug()),
                    Permission.found(exchange),
                    "ask the hall that has the case"));
          }
        });
  }

  /** The case of the path as it is, for whoever {@link #allowed} lets in. */
  void open(Exchange exchange, Role[] anyOf, Consumer<CaseFiles.Opened> use) {
    allowed(exchange, anyOf, number -> found(exchange, number, newest(number), use));
  }

  /** As it was after that event. */
  void upTo(Exchange exchange, CaseNumber number, int seq, Consumer<CaseFiles.Opened> use) {
    found(exchange, number, followed(() -> files.upTo(number, seq)), use);
  }

  /** As it is now; empty when the number has no case. */
  Future<Optional<CaseFiles.Opened>> newest(CaseNumber number) {
    return followed(() -> files.newest(number));
  }

  private static void found(
      Exchange exchange,
      CaseNumber number,
      Future<Optional<CaseFiles.Opened>> asked,
      Consumer<CaseFiles.Opened> use) {
    exchange.then(
        asked,
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found ->
            found.ifPresentOrElse(use, () -> exchange.answer(CaseProblems.unknownCase(number))));
  }

  /** Once more when its item is of a version that another node may have stored a moment ago. */
  private Future<Optional<CaseFiles.Opened>> followed(
      Supplier<Future<Optional<CaseFiles.Opened>>> read) {
    return read.get()
        .recover(
            failure -> {
              if (!(failure instanceof UnknownItem)) {
                return Future.failedFuture(failure);
              }
              Promise<@Nullable Void> looked = Promise.promise();
              catalogue.refresh(looked::complete);
              return looked.future().compose(unused -> read.get());
            });
  }
}
