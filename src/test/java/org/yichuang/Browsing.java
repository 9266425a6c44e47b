package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * People at the pages of a whole server, in a real browser. Browser and server start once for all
 * tests of this process; whoever opens a page has cookies and storage of its own, until the test
 * ends. A test fails when a script failed or a content policy was broken, and leaves pictures of
 * its pages in {@code target/screenshots} when it fails. {@link Page#waitForFunction} breaks the
 * policy of our pages; {@link Page#waitForCondition} does not. Without Chromium its class is
 * skipped. Blocking; for one thread alone, which all such classes share by
 * {@code @Execution(SAME_THREAD)}.
 */
final class Browsing implements BeforeAllCallback, AfterEachCallback {
  private static final String AXE = axe();
  private static final Path PICTURES = Path.of("docs", "images");
  private static final Path FAILURES = Path.of("target", "screenshots");

  private final List<Page> pages = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private Stage stage;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (context.getExecutionMode() != ExecutionMode.SAME_THREAD) {
      throw new IllegalStateException(
          "expected @Execution(SAME_THREAD), since the browser has one thread, found none at "
              + context.getDisplayName());
    }
    if (Stage.chromium().isEmpty()) {
      System.out.println(
          context.getDisplayName() + " is skipped: there is no Chromium on this machine");
    }
    assumeTrue(Stage.chromium().isPresent(), "there is no Chromium on this machine");
    stage = Stage.of(context);
    PlaywrightAssertions.setDefaultAssertionTimeout(Stage.PATIENCE_MILLIS);
  }

  /** The server of all pages; it has the demonstration's halls and those of {@link Stage#HALLS}. */
  TestServer server() {
    return stage.server();
  }

  /** A program of the account in a hall. */
  HallClient client(String hall, String username) {
    return new HallClient(server().base(), hall, username);
  }

  /** The server dies, and comes back at its address. */
  void restartServer(Runnable whileDown) {
    stage.restart(whileDown);
  }

  /** Somebody opens a page of the server, or of another one by its whole address. */
  Page open(String address, Screen screen) {
    BrowserContext context =
        stage
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(screen.width, screen.height)
                    .setLocale("zh-CN"));
    context.setDefaultTimeout(Stage.PATIENCE_MILLIS);
    return openTab(context, address);
  }

  /** The same person opens one more. */
  Page openTab(BrowserContext context, String address) {
    Page page = context.newPage();
    page.onPageError(mistakes::add);
    page.onCrash(crashed -> mistakes.add("crashed: " + crashed.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isNetwork(message.text())) {
            mistakes.add(message.text());
          }
        });
    pages.add(page);
    page.navigate(address.startsWith("/") ? server().base() + address : address);
    return page;
  }

  /** What the browser says by itself of refusals and lost connections, which are no mistake. */
  private static boolean isNetwork(String text) {
    return text.startsWith("Failed to load resource") || text.startsWith("WebSocket connection to");
  }

  /** Signs in at the form that the page shows. */
  static void signIn(Page page, String username) {
    page.fill("#username", username);
    page.fill("#password", TestServer.PASSWORD);
    page.click(".sign-in .primary");
  }

  /** No serious finding of axe-core: names, roles, contrast, order. */
  static void assertAccessible(Page page) {
    page.evaluate(AXE + ";0");
    assertEquals(
        "[]",
        page.evaluate(
            """
            axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(
              found.violations
                .filter((one) => ['serious', 'critical'].includes(one.impact))
                .map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))])))
            """));
  }

  /** Contrast of 7 to 1, of large letters 4.5 to 1 (WCAG AAA), for who does not see well. */
  static void assertStrongContrast(Page page) {
    page.evaluate(AXE + ";0");
    assertEquals(
        "[]",
        page.evaluate(
            """
            axe.run(document, { runOnly: ['color-contrast-enhanced'],
              rules: { 'color-contrast-enhanced': { enabled: true } } })
              .then((found) => JSON.stringify(
                found.violations.flatMap((one) => one.nodes.map((node) => node.html.slice(0, 160)))))
            """));
  }

  /** What an English page says in Chinese without saying that it is Chinese. */
  static List<?> chineseWords(Page page) {
    return (List<?>)
        page.evaluate(
            """
            (() => {
              const found = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const own = walk.currentNode.parentElement;
                if (/[\\u3001-\\u9fff\\uff00-\\uffef]/.test(walk.currentNode.data)
                    && !own.closest('[lang^=zh], noscript, script, textarea')) {
                  found.push(walk.currentNode.data);
                }
              }
              document.querySelectorAll('[aria-label], [title]').forEach((node) => {
                ['aria-label', 'title'].forEach((name) => {
                  if (/[\\u3001-\\u9fff\\uff00-\\uffef]/.test(node.getAttribute(name) ?? '')) {
                    found.push(node.getAttribute(name));
                  }
                });
              });
              return found;
            })()
            """);
  }

  /** Nothing on a card reaches beyond its padding, but what scrolls in itself. */
  static void assertStaysOnItsCards(Page page) {
    assertEquals(
        "[]",
        page.evaluate(
            """
            JSON.stringify([...document.querySelectorAll('.card')].flatMap((card) => {
              const style = getComputedStyle(card);
              const box = card.getBoundingClientRect();
              const left = box.left + parseFloat(style.paddingLeft) - 1;
              const right = box.right - parseFloat(style.paddingRight) + 1;
              return [...card.querySelectorAll('*')].filter((node) => {
                const at = node.getBoundingClientRect();
                const scrolls = node.closest('.scroll, pre, canvas, .chart, .unseen, thead');
                return at.width > 0 && !scrolls && (at.right > right || at.left < left);
              }).map((node) => node.outerHTML.slice(0, 100));
            }))
            """));
  }

  /** Nothing lies beside the screen. */
  static void assertFitsTheWidth(Page page) {
    assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"));
  }

  /**
   * Breaks a connection once, after the server has answered, before the page hears of it.
   *
   * @param pattern of addresses
   */
  static AtomicBoolean loseOneAnswer(Page page, String pattern) {
    AtomicBoolean lost = new AtomicBoolean();
    page.route(
        pattern,
        route -> {
          if (lost.compareAndSet(false, true)) {
            route.fetch(new Route.FetchOptions().setMaxRedirects(0));
            route.abort("connectionreset");
          } else {
            route.resume();
          }
        });
    return lost;
  }

  /**
   * What the server answers reaches the page changed, from its next request on.
   *
   * @param pattern of addresses
   */
  static void change(Page page, String pattern, UnaryOperator<String> body) {
    page.route(
        pattern,
        route -> {
          APIResponse answer = route.fetch();
          route.fulfill(
              new Route.FulfillOptions().setResponse(answer).setBody(body.apply(answer.text())));
        });
  }

  /**
   * From its next address on, the page is cut off by its {@code cutOff()}, until {@code letIn()}.
   */
  static void makeCuttable(Page page) {
    page.addInitScript(
        """
        const Real = WebSocket;
        const sockets = [];
        let cut = false;
        window.WebSocket = class extends Real {
          constructor(address) {
            super(cut ? address.replace('/live', '/nowhere') : address);
            sockets.push(this);
          }
        };
        window.cutOff = () => { cut = true; sockets.forEach((one) => one.close()); };
        window.letIn = () => { cut = false; };
        """);
  }

  /**
   * The page, which nobody uses, loads itself anew when the server has a newer one.
   *
   * @param page with a clock of ours, installed before it was opened
   */
  static void assertTakesTheNextVersion(Page page) {
    page.evaluate("window.old = true");
    page.route(
        page.url(),
        route -> {
          if (route.request().resourceType().equals("fetch")) {
            route.fulfill(new Route.FulfillOptions().setBody("<script src=/assets/next/page.js>"));
          } else {
            route.resume();
          }
        });
    // the rest passes as it does, so that a heartbeat comes first
    page.clock().fastForward(593_000);
    page.waitForCondition(() -> isNew(page));
  }

  /** Whether the page is another one; false while it is on its way. */
  private static boolean isNew(Page page) {
    try {
      return Boolean.TRUE.equals(page.evaluate("!window.old"));
    } catch (PlaywrightException onItsWay) {
      return false;
    }
  }

  /** All of it is on the screen. */
  static void assertInside(Page page, Locator element) {
    BoundingBox box = element.boundingBox();
    assertTrue(
        box.x >= 0
            && box.y >= 0
            && box.x + box.width <= page.viewportSize().width
            && box.y + box.height <= page.viewportSize().height,
        element + " at " + box.x + ", " + box.y + ", " + box.width + " × " + box.height);
  }

  /** Writes the picture of that name for the documentation, when {@code -Dscreenshots=write}. */
  static void picture(Page page, String name) {
    if ("write".equals(System.getProperty("screenshots"))) {
      screenshot(page, PICTURES.resolve(name + ".png"));
    }
  }

  private static void screenshot(Page page, Path png) {
    page.screenshot(new Page.ScreenshotOptions().setPath(png));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    String test = context.getRequiredTestMethod().getName();
    boolean failed = context.getExecutionException().isPresent();
    try {
      for (int index = 0; index < pages.size() && failed; index++) {
        Page page = pages.get(index);
        if (!page.isClosed()) {
          screenshot(page, FAILURES.resolve(test + "-" + index + ".png"));
        }
      }
      assertEquals(List.of(), mistakes);
    } finally {
      pages.stream().map(Page::context).distinct().forEach(BrowserContext::close);
      pages.clear();
      mistakes.clear();
    }
  }

  private static String axe() {
    try (InputStream script =
        Browsing.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
