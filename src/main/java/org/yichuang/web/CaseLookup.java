package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.PublishedRoots;
import org.yichuang.people.LookupGuesses;
import org.yichuang.persons.MaskedPerson;
import org.yichuang.persons.PersonVault;

/**
 * A case for whoever holds its number and its query code, without an account. Confined to one event
 * loop.
 *
 * <p>The code is proved before anything is looked up, so a number that has no case and a wrong code
 * cost the same and get the same answer.
 */
final class CaseLookup {
  private final CaseReading reading;
  private final CaseCodes codes;
  private final LookupGuesses guesses;
  private final Rates<String> lookups;
  private final EdgeParts edge;
  private final PersonVault vault;
  private final ProgressViews views;
  private final PublishedRoots roots;
  private final InstantSource clock;

  CaseLookup(ApiParts parts, CaseReading reading, CaseCodes codes) {
    this.reading = reading;
    this.codes = codes;
    guesses = parts.cases().guesses();
    lookups = parts.cases().lookups();
    edge = parts.edge();
    vault = parts.cases().vault();
    views = new ProgressViews(parts.catalogue());
    roots = parts.cases().roots();
    clock = parts.booking().clock();
  }

  void addTo(Operations operations) {
    operations
        .on("lookupCase", Permission.anyone(), this::lookup)
        .on("proveCaseToHolder", Permission.anyone(), exchange -> open(exchange, proves(exchange)))
        .on(
            "proveCase",
            Permission.somewhere(CaseAccess.readers()),
            exchange -> reading.open(exchange, CaseAccess.readers(), proves(exchange)))
        .on("caseQr", Permission.somewhere(CaseAccess.readers()), this::qr);
  }

  private Consumer<CaseFiles.Opened> proves(Exchange exchange) {
    return opened ->
        exchange.then(
            roots.newest(opened.state().number()),
            CaseProblems.recordsUnavailable(exchange.repeating()),
            published ->
                exchange.answer(
                    200, CaseProofs.CONTENT_TYPE, CaseProofs.of(opened, published.orElse(null))));
  }

  /** For the receipt: number and code stand behind a {@code #}. */
  private void qr(Exchange exchange) {
    reading.open(
        exchange,
        CaseAccess.readers(),
        opened -> {
          CaseNumber number = opened.state().number();
          QrRoutes.page(
              exchange, PageRoutes.TRACK_PAGE + "#" + number.display() + "." + codes.of(number));
        });
  }

  private void lookup(Exchange exchange) {
    open(
        exchange,
        opened ->
            exchange.then(
                applicant(opened),
                CaseProblems.recordsUnavailable(exchange.repeating()),
                applicant ->
                    exchange.answer(
                        200,
                        ApiJson.write(views.of(opened, applicant.orElse(null), clock.instant())))));
  }

  /** The case of the path, when the body's code is its. */
  void open(Exchange exchange, Consumer<CaseFiles.Opened> use) {
    CaseNumber number = reading.number(exchange).orElse(null);
    if (number == null) {
      return;
    }
    String address = edge.addresses().of(exchange.request());
    long rate = lookups.pauseSeconds(address);
    Duration pause = rate > 0 ? Duration.ofSeconds(rate) : guesses.admit(number, address);
    if (pause.isPositive()) {
      exchange.answer(CaseProblems.lookupsPaused(pause.toSeconds()));
      return;
    }
    if (!codes.fits(number, exchange.body().getString("code")) || reading.hall(number).isEmpty()) {
      exchange.answer(CaseProblems.wrongCode());
      return;
    }
    guesses.right(number, address);
    exchange.then(
        reading.newest(number),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found -> found.ifPresentOrElse(use, () -> exchange.answer(CaseProblems.wrongCode())));
  }

  private Future<Optional<String>> applicant(CaseFiles.Opened opened) {
    PersonRef applicant = opened.state().registration().orElseThrow().facts().applicant();
    return vault
        .masked(List.of(applicant))
        .map(found -> Optional.ofNullable(found.get(applicant)).map(MaskedPerson::name));
  }
}
