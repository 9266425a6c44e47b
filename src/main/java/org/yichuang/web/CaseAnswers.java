package org.yichuang.web;

import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.HallReply;
import org.yichuang.people.AccountNames;

/**
 * What is answered when a command of cases was carried out: a function of each case's events up to
 * the command's last, the same for a repetition. Confined to one event loop.
 */
final class CaseAnswers {
  private final CaseReading reading;
  private final CaseViews views;
  private final CaseCodes codes;
  private final AccountNames names;

  CaseAnswers(CaseReading reading, CaseViews views, CaseCodes codes, AccountNames names) {
    this.reading = reading;
    this.views = views;
    this.codes = codes;
    this.names = names;
  }

  /** A case after a command. */
  void changed(Exchange exchange, HallReply.CaseAt at, Consumer<CaseView> answer) {
    view(exchange, at, null, answer);
  }

  /** Cases that have begun, in the order of the command, each with its code. */
  void begun(Exchange exchange, List<HallReply.CaseAt> begun, Consumer<List<CaseView>> answer) {
    Few.of(
            begun,
            at -> {
              Promise<CaseView> told = Promise.promise();
              view(exchange, at, codes.of(at.number()), told::complete);
              return told.future();
            })
        .onSuccess(views -> exchange.run(() -> answer.accept(views)));
  }

  private void view(
      Exchange exchange, HallReply.CaseAt at, @Nullable String code, Consumer<CaseView> answer) {
    reading.upTo(
        exchange,
        at.number(),
        at.seq(),
        opened ->
            exchange.then(
                names.names(CaseViews.accounts(opened.state())),
                named ->
                    answer.accept(
                        views.of(opened.state(), named, new CaseView.Beside(code, null, null)))));
  }
}
