package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;

/**
 * Pages for people: the kiosk, the display, the clerk's window, the ticket on a phone, the
 * contract, and what they are made of. Confined to one event loop.
 */
public final class PageRoutes {
  static final CharSequence CSP =
      HttpHeaders.createOptimized(
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'");
  private static final String HTML = "text/html; charset=utf-8";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  /** Swagger UI's arrows and locks are drawings inside its style. */
  static final CharSequence CONTRACT_CSP =
      HttpHeaders.createOptimized(CSP.toString().replace("img-src 'self'", "img-src 'self' data:"));

  /** Where the contract is read by people. */
  static final String CONTRACT_PAGE = "/api";

  /** Where the contract of the sockets is. */
  static final String LIVE_CONTRACT_PAGE = "/api/live";

  /** Where whoever holds a ticket's code follows it, with the code behind a {@code #}. */
  static final String TICKET_PAGE = "/t";

  /** Where an applicant follows a case, with number and code behind a {@code #}. */
  static final String TRACK_PAGE = "/track";

  /** All halls of somebody's place. */
  static final String SUPERVISION_PAGE = "/supervision";

  /** What shares the style of the staff. Linked, since a style that imports another comes later. */
  private static final Set<String> STAFF_PAGES =
      Set.of(Page.GUIDE.word(), Page.DEVICES.word(), Page.SUPERVISION.word(), Page.ADMIN.word());

  /** A page of a hall; the constant's name in lower case is its address and its module. */
  private enum Page {
    KIOSK("取号", "Take a number"),
    DISPLAY("叫号", "Calls"),
    WINDOW("窗口", "Window"),
    GUIDE("导办", "Guide"),
    DEVICES("设备配对", "Paired devices"),
    SUPERVISION("大厅督导", "Supervision"),
    ADMIN("大厅管理", "Administration");

    final String zh;
    final String en;

    Page(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<String, String> HTTP_CONTRACT =
      Map.of(
          "script",
          "contract",
          "title",
          "接口说明 API",
          "heading",
          "接口说明 <span lang=\"en\">API</span>",
          "about",
          "面向开发者的全部接口、参数、限额与错误。 <span lang=\"en\">Every operation with its limits, examples and"
              + " problems.</span>");
  private static final Map<String, String> LIVE_CONTRACT =
      Map.of(
          "script",
          "live-contract",
          "title",
          "实时推送 WebSockets",
          "heading",
          "实时推送 <span lang=\"en\">WebSockets</span>",
          "about",
          "面向开发者的全部推送通道与消息。 <span lang=\"en\">Every channel, who may open it, and what is said on"
              + " it.</span>");

  private final Catalogue catalogue;
  private final PageAssets assets;

  public PageRoutes(Catalogue catalogue, PageAssets assets) {
    this.catalogue = catalogue;
    this.assets = assets;
  }

  public void addTo(Router router) {
    for (Page page : Page.values()) {
      router
          .route("/" + page.word() + "/:hall")
          .method(HttpMethod.GET)
          .method(HttpMethod.HEAD)
          .handler(context -> page(context, page));
    }
    router
        .route("/display/:hall/windows/:window")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(this::sign);
    router
        .route(TICKET_PAGE)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> send(context, 200, document("ticket", "号票 Ticket", "")));
    router
        .route(TRACK_PAGE)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> send(context, 200, document("track", "办件查询 Follow a case", "")));
    router
        .route(SUPERVISION_PAGE)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> send(context, 200, document("supervision", "大厅督导 Supervision", "")));
    router
        .route(CONTRACT_PAGE)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> contract(context, HTTP_CONTRACT));
    router
        .route(LIVE_CONTRACT_PAGE)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> contract(context, LIVE_CONTRACT));
    router
        .route(PageAssets.ADDRESS + ":version/:file")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(this::asset);
  }

  private void page(RoutingContext context, Page page) {
    AccessLog.operation(context, page.word() + "Page");
    Optional<HallConfig> hall = catalogue.hall(context.pathParam("hall"));
    if (hall.isEmpty()) {
      send(context, 404, unknownHall());
      return;
    }
    HallConfig config = hall.get();
    String title = "%s %s · %s".formatted(page.zh, page.en, config.name().zh());
    send(context, 200, document(page.word(), StartPage.escaped(title), config.slug()));
  }

  private void sign(RoutingContext context) {
    AccessLog.operation(context, "signPage");
    HallConfig hall = catalogue.hall(context.pathParam("hall")).orElse(null);
    if (hall == null) {
      send(context, 404, unknownHall());
      return;
    }
    String id = context.pathParam("window");
    hall.windows().stream()
        .filter(window -> window.id().value().equals(id))
        .findFirst()
        .ifPresentOrElse(
            window -> {
              String title =
                  "%s %s · %s".formatted(window.name().zh(), window.name().en(), hall.name().zh());
              send(context, 200, document("sign", StartPage.escaped(title), hall.slug()));
            },
            () -> send(context, 404, unknownWindow(hall)));
  }

  private void contract(RoutingContext context, Map<String, String> words) {
    AccessLog.operation(context, "contractPage");
    String page = assets.page("contract.html", words);
    context.response().putHeader(SecurityHeaders.CSP, CONTRACT_CSP);
    ApiJson.send(context.response(), 200, HTML, page.getBytes(StandardCharsets.UTF_8));
  }

  private String document(String page, String title, String hall) {
    return assets.shell(
        Map.of(
            "title",
            title,
            "page",
            page,
            "hall",
            StartPage.escaped(hall),
            "style",
            (STAFF_PAGES.contains(page) ? style("staff") : "") + style(page),
            "script",
            "<script type=\"module\" src=\"%s%s/%s.js\"></script>"
                .formatted(PageAssets.ADDRESS, assets.version(), page),
            "body",
            "<p class=\"loading\" role=\"status\">正在打开 · <span lang=\"en\">Opening</span></p>"));
  }

  private String style(String name) {
    return "<link rel=\"stylesheet\" href=\"%s%s/%s.css\">"
        .formatted(PageAssets.ADDRESS, assets.version(), name);
  }

  private String unknownWindow(HallConfig hall) {
    StringBuilder windows = new StringBuilder(512);
    for (HallConfig.Window window : hall.windows()) {
      windows
          .append("<li>")
          .append(StartPage.escaped(window.id().value()))
          .append(" <small>")
          .append(StartPage.escaped(window.name().zh()))
          .append("</small></li>");
    }
    return assets.plain(
        "没有这个窗口 · No such window",
        """
        <main class="plain">
        <h1>没有这个窗口 <small lang="en">No such window</small></h1>
        <p>%s没有地址里的窗口。它的窗口是：</p>
        <p lang="en">The hall has no window of that name. It has these:</p>
        <ul>%s</ul>
        </main>
        """
            .formatted(StartPage.escaped(hall.name().zh()), windows));
  }

  private String unknownHall() {
    StringBuilder halls = new StringBuilder(512);
    for (HallConfig hall : catalogue.halls()) {
      halls
          .append("<li>")
          .append(StartPage.escaped(hall.name().zh()))
          .append(" <small lang=\"en\">")
          .append(StartPage.escaped(hall.name().en()))
          .append("</small></li>");
    }
    return assets.plain(
        "没有这个大厅 · No such hall",
        """
        <main class="plain">
        <h1>没有这个大厅 <small lang="en">No such hall</small></h1>
        <p>地址里的大厅名称不对，请检查，或从首页选择。</p>
        <p lang="en">The address names a hall that does not exist. Check it, or choose one on the\
         start page.</p>
        <ul>%s</ul>
        <p><a class="button" href="/">首页 · <span lang="en">Start page</span></a></p>
        </main>
        """
            .formatted(halls));
  }

  private static void send(RoutingContext context, int status, String page) {
    HttpServerResponse response = context.response();
    response.putHeader(SecurityHeaders.CSP, CSP);
    ApiJson.send(response, status, HTML, page.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * During an update two nodes have two versions; whoever asks one for the other's gets what is
   * here, and keeps it not.
   */
  private void asset(RoutingContext context) {
    AccessLog.operation(context, "asset");
    String file = context.pathParam("file");
    PageAssets.Asset asset = assets.find(file);
    HttpServerResponse response = context.response();
    if (asset == null) {
      HttpProblems.unknownPath().send(response);
      return;
    }
    String tag = "\"" + assets.version() + "\"";
    boolean current = assets.version().equals(context.pathParam("version"));
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, current ? FOR_EVER : ASK_AGAIN)
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    String encodings = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType());
    if (encodings != null && encodings.contains("gzip")) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(asset.gzip());
    } else {
      response.end(asset.plain());
    }
  }
}
