package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.web.ApiClient.Answer;

/** Pages and what they are made of, as a browser asks for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageRoutesTest {
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

  private final TestHall hall = new TestHall();
  private final ApiClient api = new ApiClient(hall);

  @AfterAll
  void close() {
    hall.close();
  }

  @ParameterizedTest
  @CsvSource({
    "kiosk, 5",
    "display, 5",
    "window, 5",
    "guide, 6",
    "devices, 6",
    "supervision, 6",
    "admin, 6"
  })
  void a_page_names_its_hall_and_all_it_is_made_of_is_there(String page, int parts) {
    Answer answer = api.get(null, "/" + page + "/hanjiang").expect(200);
    String html = answer.body().toString();
    assertTrue(html.contains("data-hall=\"hanjiang\""), html);
    assertTrue(html.contains("涵江区&lt;政务&gt;服务中心"), html);
    assertFalse(html.contains("{{"), html);
    Matcher assets = ASSET.matcher(html);
    int found = 0;
    while (assets.find()) {
      found++;
      Answer asset = api.get(null, assets.group(1)).expect(200);
      assertEquals("public, max-age=31536000, immutable", asset.headers().get("cache-control"));
    }
    assertEquals(parts, found);
  }

  @ParameterizedTest
  @CsvSource({"/api, 接口说明 API", "/api/live, 实时推送 WebSockets"})
  void the_contract_is_read_from_files_of_this_server_under_its_own_policy(
      String address, String title) {
    Answer answer = api.get(null, address).expect(200);
    String html = answer.body().toString();
    assertTrue(html.contains("<title>" + title), html);
    assertFalse(html.contains("{{") || html.contains("://"), html);
    Matcher assets = ASSET.matcher(html);
    int found = 0;
    while (assets.find()) {
      found++;
      api.get(null, assets.group(1)).expect(200);
    }
    assertEquals(6, found);
    for (String contract : new String[] {"/openapi.yaml", "/asyncapi.yaml"}) {
      assertTrue(html.contains("href=\"" + contract + "\""), html);
    }
    assertEquals(
        PageRoutes.CSP.toString().replace("img-src 'self'", "img-src 'self' data:"),
        answer.headers().get("content-security-policy"));
  }

  @Test
  void what_the_rules_refuse_has_chinese_words() throws IOException {
    String contract = Files.readString(Path.of("src/main/resources/openapi.yaml"));
    String words = Files.readString(Path.of("src/main/resources/pages/words-zh.js"));
    List<String> missing =
        Pattern.compile("(?:Refused|NotNow|TooMany|KeyReused|Unknown):\\n +description: (.*)")
            .matcher(contract)
            .results()
            .flatMap(found -> Pattern.compile("`([a-z-]+)`").matcher(found.group(1)).results())
            .map(slug -> slug.group(1))
            .filter(slug -> !words.contains("'" + slug + "': '"))
            .toList();
    assertEquals(List.of(), missing);
    assertTrue(words.contains("'window-paused': '"), "the pattern finds words");
  }

  @Test
  void a_page_may_run_its_own_scripts_alone_and_is_not_kept() {
    Answer answer = api.get(null, "/kiosk/hanjiang").expect(200);
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'",
        answer.headers().get("content-security-policy"));
    assertEquals("no-store", answer.headers().get("cache-control"));
    String html = answer.body().toString();
    assertFalse(html.contains("<style") || html.contains(" style="), html);
    assertFalse(html.contains("<script>") || html.contains(" onclick"), html);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "..", "%3Cscript%3E"})
  void an_unknown_hall_is_said_in_words_for_people(String slug) {
    Answer answer = api.get(null, "/display/" + slug);
    if (answer.status() == 404 && answer.problem().isEmpty()) {
      String html = answer.body().toString();
      assertEquals("text/html; charset=utf-8", answer.headers().get("content-type"));
      assertTrue(html.contains("没有这个大厅"), html);
      assertFalse(html.contains("<script"), html);
    } else {
      answer.expect(404, "unknown-path");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "%3Cscript%3E", "%00"})
  void an_unknown_window_is_said_in_words_for_people(String window) {
    api.get(null, "/display/hanjiang/windows/A1").expect(200);
    Answer answer = api.get(null, "/display/hanjiang/windows/" + window);
    assertEquals(404, answer.status());
    String html = answer.body().toString();
    assertTrue(html.contains("没有这个窗口") && html.contains("A1"), html);
    assertFalse(html.contains("<script"), html);
  }

  @Test
  void a_page_is_answered_to_a_head_request_too() {
    assertEquals(0, api.ask("HEAD", "/kiosk/hanjiang", null, null).expect(200).body().length());
  }

  @Test
  void what_has_another_version_is_not_kept() {
    Answer answer = api.get(null, "/assets/0123456789abcdef/kiosk.js").expect(200);
    assertEquals("no-cache", answer.headers().get("cache-control"));
    String tag = answer.headers().get("etag");
    Answer again =
        api.ask("GET", "/assets/0123456789abcdef/kiosk.js", null, null, "If-None-Match", tag);
    assertEquals(304, again.status());
    assertEquals(0, again.body().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"page.html", "contract.html", "..%2Fopenapi.yaml", "nothing.js", "%2e%2e"})
  void nothing_else_is_served(String file) {
    api.get(null, "/assets/0123456789abcdef/" + file).expect(404, "unknown-path");
  }

  @Test
  void who_takes_gzip_gets_it() throws IOException {
    String address = "/assets/any/vue.js";
    Answer plain = api.get(null, address).expect(200);
    assertNull(plain.headers().get("content-encoding"));
    Answer packed = api.ask("GET", address, null, null, "Accept-Encoding", "br, gzip").expect(200);
    assertEquals("gzip", packed.headers().get("content-encoding"));
    assertTrue(packed.body().length() * 2 < plain.body().length());
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(packed.body().getBytes()))) {
      assertEquals(
          plain.body().toString(),
          new String(gzip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Test
  void vue_compiles_nothing_in_the_browser() {
    String vue = api.get(null, "/assets/any/vue.js").expect(200).body().toString();
    assertFalse(vue.contains("new Function"));
    assertFalse(vue.contains("eval("));
  }

  @Test
  void every_file_of_the_pages_is_served() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/pages"))) {
      List<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> !PageAssets.DOCUMENTS.contains(file))
              .sorted()
              .toList();
      assertEquals(there, PageAssets.FILES);
    }
  }

  @Test
  void both_languages_have_the_same_words() throws IOException {
    assertEquals(keys("words-zh.js"), keys("words-en.js"));
  }

  /** Names at the beginning of a line, but for titles of problems, which English has anyway. */
  private static List<String> keys(String file) throws IOException {
    String words = Files.readString(Path.of("src/main/resources/pages", file));
    words = words.replaceAll("(?s)  problems: \\{.*?\\},\n", "");
    return Pattern.compile("(?m)^ +(\\w+):").matcher(words).results().map(m -> m.group(1)).toList();
  }
}
