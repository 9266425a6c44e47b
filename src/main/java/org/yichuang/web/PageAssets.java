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
 * What pages are made of, in memory: modules, styles, and Vue. Immutable, any thread.
 *
 * <p>All have one version, a hash over all of them, which stands in their address. So modules find
 * each other by relative addresses, and a browser keeps them until one byte changes.
 */
public final class PageAssets {
  static final String ADDRESS = "/assets/";
  static final List<String> FILES =
      List.of(
          "api.js",
          "board.js",
          "clock.js",
          "desk-actions.js",
          "desk-dialogs.js",
          "desk-keys.js",
          "desk-lists.js",
          "desk-ticket.js",
          "desk.js",
          "display.css",
          "display.js",
          "heartbeat.js",
          "kiosk.css",
          "kiosk.js",
          "mark.svg",
          "parts.css",
          "parts.js",
          "plain.css",
          "sign-in.js",
          "speech.js",
          "ticket.css",
          "ticket.js",
          "tokens.css",
          "window.css",
          "window.js",
          "words-en.js",
          "words-zh.js",
          "words.js");
  private static final String VUE = "vue.js";
  private static final String SHELL = "page.html";
  private static final int VERSION_CHARS = 16;

  /** One file, as it is and packed. */
  record Asset(String contentType, Buffer plain, Buffer gzip) {}

  private final Map<String, Asset> assets;
  private final String shell;
  private final String version;

  private PageAssets(Map<String, Asset> assets, String shell, String version) {
    this.assets = Map.copyOf(assets);
    this.shell = shell;
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
    contents.put(VUE, read(vue()));
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
    String shell = new String(read("/pages/" + SHELL), StandardCharsets.UTF_8);
    return new PageAssets(assets, shell, version);
  }

  String version() {
    return version;
  }

  @Nullable Asset find(String file) {
    return assets.get(file);
  }

  /** The document around every page, with its values in place, which must be escaped. */
  String shell(Map<String, String> values) {
    String page = shell.replace("{{assets}}", ADDRESS + version);
    for (Map.Entry<String, String> value : values.entrySet()) {
      page = page.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    return page;
  }

  /** The build that runs render functions alone, so that pages need no {@code unsafe-eval}. */
  private static String vue() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = open("/META-INF/maven/org.webjars.npm/vue/pom.properties")) {
      properties.load(stream);
    }
    return "/META-INF/resources/webjars/vue/%s/dist/vue.runtime.esm-browser.prod.js"
        .formatted(properties.getProperty("version"));
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
