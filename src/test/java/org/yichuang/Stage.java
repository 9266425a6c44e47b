package org.yichuang;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** The browser and the server of all tests of pages: each starts once, when it is first needed. */
final class Stage implements AutoCloseable {
  /** How long a page may take to show what a test waits for, on a machine that others use too. */
  static final double PATIENCE_MILLIS = 30_000;

  /**
   * Halls of one queue, {@code all}, and windows {@code T1} and {@code T2}, with nobody in them.
   */
  static final List<String> HALLS =
      List.of(
          "evening",
          "displays",
          "spoken",
          "consoles",
          "kiosks",
          "phones",
          "supervised",
          "early",
          "arranged",
          "dropping",
          "returned",
          "administered",
          "announced");

  /** A hall like the demonstration's, for tests that must know all who are in it. */
  static final String SHOWROOM = "showroom";

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;
  private DatabaseAddress database;
  private TestServer server;

  private Stage() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium().orElseThrow())
                    .setArgs(FLAGS));
  }

  static Optional<Path> chromium() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  /** The one of this run of tests; JUnit closes it at the end. */
  static Stage of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(Stage.class, unused -> new Stage(), Stage.class);
  }

  Browser browser() {
    return browser;
  }

  TestServer server() {
    if (server == null) {
      try {
        database = TestDatabase.fresh();
        for (String hall : HALLS) {
          Halls.create(database, hall, 2);
        }
        Halls.demonstrateAs(SHOWROOM, database);
        server = TestServer.start(database, "pages");
      } catch (Exception failed) {
        throw new IllegalStateException("no server for the pages", failed);
      }
    }
    return server;
  }

  /** Ends the server as a power cut would, and starts it again at the same address. */
  void restart(Runnable whileDown) {
    try {
      TestServer before = server();
      before.kill();
      whileDown.run();
      String port = String.valueOf(URI.create(before.base()).getPort());
      server = TestServer.start(database, "pages", Map.of("YICHUANG_HTTP_PORT", port));
    } catch (Exception failed) {
      throw new IllegalStateException("the server did not come back", failed);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    if (server != null) {
      server.close();
    }
  }
}
