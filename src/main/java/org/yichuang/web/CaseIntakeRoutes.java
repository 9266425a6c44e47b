package org.yichuang.web;

import java.util.List;
import org.yichuang.cases.CaseNumber;

/** How cases begin over HTTP. Confined to one event loop. */
final class CaseIntakeRoutes {
  private static final String PATH = "/api/v1/cases/";

  private final CaseIntake intake;
  private final CaseAnswers answers;

  CaseIntakeRoutes(CaseIntake intake, CaseAnswers answers) {
    this.intake = intake;
    this.answers = answers;
  }

  private record BegunView(List<CaseView> cases) {}

  void addTo(Operations operations) {
    Permission reads = Permission.somewhere(CaseAccess.readers());
    operations
        .on("registerCase", reads, exchange -> intake.register(exchange, one(exchange)))
        .on("handleCaseAtOnce", reads, exchange -> intake.handleAtOnce(exchange, one(exchange)))
        .on(
            "registerCases",
            reads,
            exchange ->
                intake.registerAll(
                    exchange,
                    begun ->
                        answers.begun(
                            exchange,
                            begun,
                            views -> exchange.answer(201, ApiJson.write(new BegunView(views))))));
  }

  private CaseIntake.Begun one(Exchange exchange) {
    return begun -> {
      CaseNumber number = begun.getFirst().number();
      answers.begun(
          exchange,
          begun,
          views ->
              exchange.answerCreated(PATH + number.display(), ApiJson.write(views.getFirst())));
    };
  }
}
