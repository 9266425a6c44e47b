package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the router of one event loop. */
public final class ApiRouter {
  private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);

  private ApiRouter() {}

  /**
   * Loads the contract on worker threads and puts the routes together. To be called on the event
   * loop that will serve the router, once for each. Fails when the contract is broken, or does not
   * fit the routes.
   */
  public static Future<Router> create(Vertx vertx, ApiParts parts) {
    return Contract.load(vertx)
        .compose(
            contract ->
                vertx
                    .executeBlocking(() -> compiled(contract, parts))
                    .map(handler -> assembled(vertx, parts, handler)));
  }

  private static ContractHandler compiled(OpenAPIContract contract, ApiParts parts) {
    TrackingCodes codes = new TrackingCodes(parts.trackingKey());
    HallCommands commands =
        new HallCommands(
            parts.gateway(), new CommandAnswers(codes), new CommandMeters(parts.edge().metrics()));
    Operations operations = new Operations();
    new ServiceRoutes(parts.catalogue(), parts.readiness()).addTo(operations);
    new SessionRoutes(
            parts.access(),
            parts.catalogue(),
            parts.centres(),
            parts.edge().addresses(),
            parts.singleSignOn())
        .addTo(operations);
    new IdentityRoutes(parts.singleSignOn()).addTo(operations);
    new HallRoutes(parts).addTo(operations);
    new SupervisionRoutes(parts.gateway(), commands, parts.incarnation()).addTo(operations);
    new IndicatorRoutes(parts.catalogue(), parts.centres(), parts.supervision()).addTo(operations);
    new AlarmedCaseRoutes(parts.catalogue(), parts.centres(), parts.supervision().figures())
        .addTo(operations);
    new OverviewRoutes(parts.catalogue(), parts.centres(), parts.gateway()).addTo(operations);
    new CourseRoutes(parts.halls().courses(), parts.booking().clock()).addTo(operations);
    new NoticeRoutes(parts.halls().notices(), parts.booking().clock()).addTo(operations);
    new AdminRoutes(parts.catalogue(), parts.gateway()).addTo(operations);
    new ItemRoutes(parts.catalogue(), parts.gateway(), parts.kiosk().use()).addTo(operations);
    new CalendarRoutes(parts.catalogue()).addTo(operations);
    new CalendarYearRoutes(
            parts.catalogue(), parts.supervision().years(), parts.supervision().reckoned())
        .addTo(operations);
    new TicketRoutes(parts, commands, codes).addTo(operations);
    new GuideRoutes(parts.people().guideCodes()).addTo(operations);
    new SlipRoutes(parts, codes).addTo(operations);
    new SlotRoutes(parts.catalogue(), parts.booking()).addTo(operations);
    new AppointmentRoutes(parts.catalogue(), parts.booking(), parts.edge(), commands)
        .addTo(operations);
    addCases(parts, operations);
    new RootRoutes(parts.cases().roots()).addTo(operations);
    new WindowRoutes(commands).addTo(operations);
    new ConfigurationRoutes(parts.configurations(), parts.gateway(), commands).addTo(operations);
    new DeskRoutes(parts.gateway()).addTo(operations);
    new QrRoutes(parts.catalogue(), codes).addTo(operations);
    new EmergencyRoutes(commands).addTo(operations);
    new CentreRoutes(parts.centres(), parts.catalogue()).addTo(operations);
    new AccountRoutes(parts.people(), parts.catalogue(), parts.centres()).addTo(operations);
    new DeviceRoutes(parts).addTo(operations);
    return new ContractHandler(contract, operations, parts);
  }

  private static void addCases(ApiParts parts, Operations operations) {
    CaseParts cases = parts.cases();
    CaseReading reading = new CaseReading(cases.files(), parts.catalogue(), parts.centres());
    CaseOrders orders = new CaseOrders(parts.gateway(), new CommandMeters(parts.edge().metrics()));
    CaseRecords records = new CaseRecords(cases.vault(), cases.register());
    CaseViews views = new CaseViews(parts.catalogue());
    CaseCodes codes = new CaseCodes(parts.trackingKey());
    CaseAnswers answers = new CaseAnswers(reading, views, codes, cases.names());
    ConfigurationInForce inForce = new ConfigurationInForce(parts.catalogue(), parts.gateway());
    new CaseIntakeRoutes(new CaseIntake(parts, records, orders, inForce), answers)
        .addTo(operations);
    new CaseListRoutes(parts).addTo(operations);
    new CaseRoutes(parts, reading, orders, answers, views).addTo(operations);
    new CaseStoryRoutes(parts, reading).addTo(operations);
    new CasePeopleRoutes(parts, reading).addTo(operations);
    new CaseLookup(parts, reading, codes).addTo(operations);
  }

  private static Router assembled(
      Vertx vertx, ApiParts parts, Handler<RoutingContext> contractHandler) {
    Router router = Router.router(vertx);
    router.route().handler(new AccessLog(parts.edge().metrics()));
    router.route().handler(new SecurityHeaders(parts.edge().hsts()));
    router.route().handler(contractHandler);
    parts.extraRoutes().forEach(routes -> routes.accept(router));
    router.route().handler(context -> HttpProblems.unknownPath().send(context.response()));
    router.route().failureHandler(ApiRouter::failed);
    return router;
  }

  /** What extra routes fail with; the contract's own routes answer for themselves. */
  private static void failed(RoutingContext context) {
    int status = context.statusCode();
    if (status >= 400 && status < 500) {
      HttpProblems.unknownPath().send(context.response());
      return;
    }
    String name = AccessLog.id(context.response());
    LOG.error("request {} failed", name, context.failure());
    HttpProblems.unexpected(name).send(context.response());
  }
}
