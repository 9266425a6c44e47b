package org.yichuang.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What pages are made of, in memory: modules, styles, Vue, ECharts and Swagger UI. Immutable, any
 * thread.
 *
 * <p>All have one version, a hash over all of them, which stands in their address. So modules find
 * each other by relative addresses, and a browser keeps them until one byte changes.
 */
public final class PageAssets {
  static final String ADDRESS = "/assets/";
  static final List<String> FILES =
      List.of(
          "admin-accounts.js",
          "admin-desk.js",
          "admin-fields.js",
          "admin-hall.js",
          "admin-hours.js",
          "admin-plan.js",
          "admin-queues.js",
          "admin-rules.js",
          "admin-text.js",
          "admin.css",
          "admin.js",
          "advice.js",
          "api.js",
          "board.js",
          "chart.js",
          "clock.js",
          "contract.css",
          "contract.js",
          "course.js",
          "desk-actions.js",
          "desk-dialogs.js",
          "desk-keys.js",
          "desk-lists.js",
          "desk-ticket.js",
          "desk.js",
          "device-printer.js",
          "device-sign.js",
          "devices.css",
          "devices.js",
          "display.css",
          "display.js",
          "guide.css",
          "guide.js",
          "hall.js",
          "heartbeat.js",
          "identify.js",
          "kiosk-code.js",
          "kiosk-find.js",
          "kiosk-order.js",
          "kiosk-parts.js",
          "kiosk-ticket.js",
          "kiosk.css",
          "kiosk.js",
          "live-contract.js",
          "live-socket.js",
          "mark.svg",
          "pairing.js",
          "parts.css",
          "parts.js",
          "plain.css",
          "posted.js",
          "renewal.js",
          "sign-in.js",
          "sign.css",
          "sign.js",
          "sound.js",
          "speech.js",
          "staff.css",
          "staff.js",
          "supervision-cases.js",
          "supervision-charts.js",
          "supervision-dialogs.js",
          "supervision-hall.js",
          "supervision-halls.js",
          "supervision-panels.js",
          "supervision.css",
          "supervision.js",
          "ticket.css",
          "ticket.js",
          "tokens.css",
          "track.css",
          "track.js",
          "window.css",
          "window.js",
          "words-en.js",
          "words-zh.js",
          "words.js");

  /** Vue's build that runs render functions alone: pages need no {@code unsafe-eval}. */
  private static final List<WebJar> WEB_JARS =
      List.of(
          new WebJar("vue.js", "org.webjars.npm", "vue", "dist/vue.runtime.esm-browser.prod.js"),
          new WebJar("echarts.js", "org.webjars", "echarts", "echarts.esm.min.js"),
          new WebJar("swagger-ui.js", "org.webjars", "swagger-ui", "swagger-ui-bundle.js"),
          new WebJar("swagger-ui.css", "org.webjars", "swagger-ui", "swagger-ui.css"));

  private static final String SHELL = "page.html";
  static final List<String> DOCUMENTS = List.of("contract.html", SHELL);
  private static final int VERSION_CHARS = 16;

  /** One file, as it is and packed. */
  record Asset(String contentType, Buffer plain, Buffer gzip) {}

  /**
   * A file of a library.
   *
   * @param file its name here
   */
  private record WebJar(String file, String group, String artifact, String path) {
    /** Where the class path has it; the jar itself says its version. */
    String resource() throws IOException {
      Properties properties = new Properties();
      try (InputStream stream =
          open("/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact))) {
        properties.load(stream);
      }
      return "/META-INF/resources/webjars/%s/%s/%s"
          .formatted(artifact, properties.getProperty("version"), path);
    }
  }

  private final Map<String, Asset> assets;
  private final Map<String, String> documents;
  private final String version;

  private PageAssets(Map<String, Asset> assets, Map<String, String> documents, String version) {
    this.assets = Map.copyOf(assets);
    this.documents = Map.copyOf(documents);
    this.version = version;
  }

  /**
   * Reads and packs everything; blocking, some tens of milliseconds.
   *
   * @throws IOException when the program lacks one of its files
   */
  public static PageAssets load() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String file : FILES) {
      contents.put(file, read("/pages/" + file));
    }
    for (WebJar library : WEB_JARS) {
      contents.put(library.file(), read(library.resource()));
    }
    Map<String, Asset> assets = new TreeMap<>();
    MessageDigest sha256 = sha256();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      sha256.update(file.getKey().getBytes(StandardCharsets.UTF_8));
      sha256.update(file.getValue());
      assets.put(
          file.getKey(),
          new Asset(
              contentType(file.getKey()),
              Buffer.buffer(file.getValue()),
              Buffer.buffer(packed(file.getValue()))));
    }
    String version = HexFormat.of().formatHex(sha256.digest()).substring(0, VERSION_CHARS);
    Map<String, String> documents = new TreeMap<>();
    for (String file : DOCUMENTS) {
      documents.put(file, new String(read("/pages/" + file), StandardCharsets.UTF_8));
    }
    return new PageAssets(assets, documents, version);
  }

  String version() {
    return version;
  }

  @Nullable Asset find(String file) {
    return assets.get(file);
  }

  /** The document around every page, with its values in place, which must be escaped. */
  String shell(Map<String, String> values) {
    return page(SHELL, values);
  }

  /** A page of text, without scripts. */
  String plain(String title, String body) {
    return shell(
        Map.of(
            "title",
            title,
            "page",
            "plain",
            "hall",
            "",
            "style",
            "<link rel=\"stylesheet\" href=\"%s%s/plain.css\">".formatted(ADDRESS, version),
            "script",
            "",
            "body",
            body));
  }

  /** One of {@link #DOCUMENTS}, with its values in place, which must be escaped. */
  String page(String document, Map<String, String> values) {
    String page = documents.getOrDefault(document, "").replace("{{assets}}", ADDRESS + version);
    for (Map.Entry<String, String> value : values.entrySet()) {
      page = page.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    return page;
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream stream = open(resource)) {
      return stream.readAllBytes();
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream stream = PageAssets.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new FileNotFoundException("the program lacks " + resource);
    }
    return stream;
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static String contentType(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("expected js, css or svg, found " + file);
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
