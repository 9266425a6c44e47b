package org.yichuang.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Bodies that the schema or JSON itself forbids, and texts that are seldom tried. */
final class BodyMutations {
  private static final int LARGE = 2_000_000;

  private record Marked(String text) {}

  private final FuzzContract contract;
  private final Drafts drafts;
  private final List<Mutation> all = new ArrayList<>();

  BodyMutations(FuzzContract contract, Drafts drafts) {
    this.contract = contract;
    this.drafts = drafts;
    structure();
    limits();
    texts();
    raw();
  }

  List<Mutation> all() {
    return all;
  }

  private void structure() {
    site("required property left out", site -> !site.required().isEmpty(), BodyMutations::less);
    site(
        "property that is not named",
        site -> Boolean.FALSE.equals(site.schema().getValue("additionalProperties")),
        (site, dice) -> {
          Map<String, Object> more = fields(site);
          more.put(dice.nextBoolean() ? "__proto__" : "notNamed", List.of(1));
          return more;
        });
    site("null", site -> true, (site, dice) -> JSON_NULL);
    site(
        "wrong type",
        site -> site.schema().getValue("type") instanceof String,
        (site, dice) -> {
          List<Object> others =
              new ArrayList<>(List.of(true, 1.5, "x", List.of(), Map.of(), List.of(List.of())));
          others.removeIf(
              other ->
                  (site.is("boolean") && other instanceof Boolean)
                      || (site.is("string") && other instanceof String)
                      || (site.is("array") && other instanceof List)
                      || (site.is("object") && other instanceof Map));
          return others.get(dice.nextInt(others.size()));
        });
    site("number as a text", site -> site.is("integer"), (site, dice) -> site.value().toString());
    site("truth as a number", site -> site.is("boolean"), (site, dice) -> 1);
  }

  /** Written as null: maps and functions here hold none. */
  private static final Object JSON_NULL = new Object();

  private static Object less(Site site, Random dice) {
    Map<String, Object> fewer = fields(site);
    fewer.remove(site.required().getString(dice.nextInt(site.required().size())));
    return fewer;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Site site) {
    return (Map<String, Object>) Site.copy(site.value());
  }

  private void limits() {
    site(
        "one below the least",
        site -> site.schema().containsKey("minimum"),
        (site, dice) -> site.schema().getInteger("minimum") - 1);
    site(
        "one above the most",
        site -> site.schema().containsKey("maximum"),
        (site, dice) -> site.schema().getLong("maximum") + 1);
    for (String number :
        List.of("1e30", "-1e30", "9223372036854775808", "12345678901234567890123", "1e-7", "0.5")) {
      site("the number " + number, site -> site.is("integer"), (site, dice) -> new Marked(number));
    }
    site(
        "one letter too many",
        site -> site.schema().containsKey("maxLength") && site.is("string"),
        (site, dice) -> "字".repeat(site.schema().getInteger("maxLength") + 1));
    site(
        "one letter too few",
        site -> site.schema().getInteger("minLength", 0) > 0,
        (site, dice) -> "字".repeat(site.schema().getInteger("minLength") - 1));
    site(
        "one thing too many",
        site -> site.schema().containsKey("maxItems") && !((List<?>) site.value()).isEmpty(),
        (site, dice) ->
            java.util.Collections.nCopies(
                site.schema().getInteger("maxItems") + 1, ((List<?>) site.value()).getFirst()));
    site(
        "one thing too few",
        site -> site.schema().getInteger("minItems", 0) > 0,
        (site, dice) ->
            ((List<?>) site.value()).subList(0, site.schema().getInteger("minItems") - 1));
    site(
        "another word",
        site -> site.schema().containsKey("enum"),
        (site, dice) -> dice.nextBoolean() ? "Ordinary" : "");
    site(
        "against the pattern",
        site -> site.schema().containsKey("pattern"),
        (site, dice) -> drafts.notMatching(site.schema().getString("pattern"), dice));
    site(
        "line feed behind the pattern",
        site -> site.schema().getString("pattern", "").endsWith("$"),
        (site, dice) -> site.value() + "\n");
  }

  private void texts() {
    site("NUL", site -> site.is("string"), (site, dice) -> in(site, dice, "\0"));
    site("lone surrogate", site -> site.is("string"), (s, dice) -> new Marked("\"a\\ud83d\""));
    site(
        "surrogates upside down",
        site -> site.is("string"),
        (s, d) -> new Marked("\"\\udc00\\ud83d\""));
    List<String> odd =
        List.of(
            "\u202eabc\u202c",
            "\u0301\u0301\u0301",
            "𠮷😀",
            "\ufeff",
            "\u2028",
            "\u0085",
            "\u200b",
            "' or 1=1 --",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "\u001b[31m",
            "%s%n%x",
            "../../etc/passwd",
            "\r\nSet-Cookie: a=b",
            "٠١٢",
            "ｆｕｌｌ",
            "İ",
            "ﷺ".repeat(40));
    for (String text : odd) {
      site(
          "the text " + Json.encode(text),
          site -> site.is("string"),
          (site, dice) -> in(site, dice, text),
          false);
    }
    site(
        "a date that is none",
        site -> site.schema().getString("format", "").startsWith("date") || looksLikeTime(site),
        (site, dice) ->
            List.of(
                    "2026-02-30T10:00:00Z",
                    "2026-11-23T25:00:00Z",
                    "2026-13-01T00:00:00+08:00",
                    "2026-11-23T10:00:00+99:99",
                    "0000-00-00T00:00:00Z",
                    "99999-01-01T00:00:00Z")
                .get(dice.nextInt(6)));
    site(
        "a date far away",
        site -> site.schema().getString("format", "").startsWith("date") || looksLikeTime(site),
        (site, dice) ->
            List.of(
                    "0001-01-01T00:00:00Z",
                    "2099-12-31T23:59:59.999999999Z",
                    "2000-01-01T00:00:00-18:00",
                    "9999-12-31T23:59:60Z",
                    "2016-12-31T23:59:60Z")
                .get(dice.nextInt(5)),
        false);
  }

  private static boolean looksLikeTime(Site site) {
    return site.schema().getString("pattern", "").startsWith("^20[0-9]{2}-");
  }

  private static String in(Site site, Random dice, String odd) {
    String text = (String) site.value();
    int at =
        text.isEmpty()
            ? 0
            : text.offsetByCodePoints(0, dice.nextInt(text.codePointCount(0, text.length())));
    return text.substring(0, at) + odd + text.substring(at);
  }

  private void raw() {
    text("no body", body -> "");
    text("only white space", body -> " \r\n\t");
    text("cut off", body -> body.substring(0, Math.max(1, body.length() - 2)));
    text("something behind it", body -> body + "]");
    text("two of them", body -> body + body);
    text("comma behind the last", body -> body.substring(0, body.length() - 1) + ",}");
    text("comment", body -> "/* */" + body);
    text("single quotes", body -> "{'a':1}");
    text("names without quotes", body -> "{a:1}");
    text("NaN", body -> "{\"a\":NaN}");
    text("Infinity", body -> "{\"a\":-Infinity}");
    text("1e99999", body -> "{\"a\":1e99999}");
    text("hexadecimal", body -> "{\"a\":0x10}");
    text("leading zero", body -> "{\"a\":01}");
    text("raw line feed in a text", body -> "{\"a\":\"b\nc\"}");
    text("raw NUL", body -> "\0" + body);
    text("null itself", body -> "null");
    text("a list", body -> "[" + body + "]");
    text("a text", body -> "\"x\"");
    text("a number", body -> "1");
    text("deep lists", body -> "[".repeat(60_000));
    text("deep objects", body -> "{\"a\":".repeat(10_000));
    text("deep and closed", body -> "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");
    text("long number", body -> "{\"a\":" + "9".repeat(60_000) + "}");
    text("long name", body -> "{\"" + "a".repeat(60_000) + "\":1}");
    text("many names", body -> "{" + manyNames() + "}");
    text("larger than allowed", body -> body + " ".repeat(LARGE));
    text("the same name twice", BodyMutations::doubled);
    bytes("another byte order mark", body -> body.getBytes(UTF_16));
    bytes("bytes that are no UTF-8", body -> "{\"é\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1));
    bytes("longer than needed UTF-8", body -> "{\"\u00c0\u00af\":1}".getBytes(ISO_8859_1));
    bytes("a surrogate in UTF-8", body -> "{\"\u00ed\u00a0\u0080\":1}".getBytes(ISO_8859_1));
    bytes("gzip", body -> new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    content("text/plain", true);
    content("application/x-www-form-urlencoded", true);
    content("multipart/form-data; boundary=x", true);
    content("application/json; charset=utf-16", true);
    content("application/jsonp", true);
    content("application/xml", true);
    content("", true);
    content("application/json; charset=UTF-8", false);
    content("APPLICATION/JSON", false);
    header("no content type", "Content-Type", null);
    header("said to be compressed", "Content-Encoding", "gzip");
  }

  private static String manyNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      names.add("\"n" + i + "\":0");
    }
    return String.join(",", names);
  }

  private static String doubled(String body) {
    JsonObject json = new JsonObject(body);
    String name = json.isEmpty() ? "queue" : json.fieldNames().iterator().next();
    String value = Json.encode(json.isEmpty() ? "x" : json.getValue(name));
    String twice = "\"%s\":%s,".formatted(name, value);
    return "{"
        + twice
        + (json.isEmpty() ? twice.substring(0, twice.length() - 1) : "")
        + body.substring(1);
  }

  private void site(String name, Predicate<Site> where, BiFunction<Site, Random, Object> other) {
    site(name, where, other, true);
  }

  private void site(
      String name, Predicate<Site> where, BiFunction<Site, Random, Object> other, boolean refused) {
    all.add(
        new Mutation(
            name,
            (draft, valid, dice) -> {
              if (draft.body() == null) {
                return Optional.empty();
              }
              Object[] root = {Site.copy(draft.body())};
              List<Site> sites =
                  Site.of(contract, Objects.requireNonNull(draft.operation().body()), root).stream()
                      .filter(where)
                      .toList();
              if (sites.isEmpty()) {
                return Optional.empty();
              }
              Site site = sites.get(dice.nextInt(sites.size()));
              site.put().accept(other.apply(site, dice));
              Message spoiled = valid.saying(written(root[0]).getBytes(UTF_8));
              return Optional.of(refused ? spoiled.mustBeRefused() : spoiled);
            }));
  }

  /** JSON in which marked texts stand as they are. */
  static String written(Object value) {
    if (value == JSON_NULL) {
      return "null";
    }
    if (value instanceof Marked marked) {
      return marked.text();
    }
    if (value instanceof Map<?, ?> map) {
      List<String> fields = new ArrayList<>();
      map.forEach((name, inner) -> fields.add(Json.encode(name) + ":" + written(inner)));
      return "{" + String.join(",", fields) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(BodyMutations::written).toList()) + "]";
    }
    return Json.encode(value);
  }

  private void text(String name, Function<String, String> other) {
    bytes(name, body -> other.apply(body).getBytes(UTF_8));
  }

  private void bytes(String name, Function<String, byte[]> other) {
    all.add(
        new Mutation(
            name,
            (draft, valid, dice) ->
                draft.body() == null
                    ? Optional.empty()
                    : Optional.of(
                        valid.saying(other.apply(written(draft.body()))).mustBeRefused())));
  }

  private void content(String type, boolean refused) {
    all.add(
        new Mutation(
            "content type " + type,
            (draft, valid, dice) -> {
              Message spoiled = valid.instead("Content-Type", type);
              return draft.body() == null
                  ? Optional.empty()
                  : Optional.of(refused ? spoiled.mustBeRefused() : spoiled);
            }));
  }

  private void header(String name, String header, @org.jspecify.annotations.Nullable String value) {
    all.add(
        new Mutation(
            name,
            (draft, valid, dice) ->
                draft.body() == null
                    ? Optional.empty()
                    : Optional.of(valid.instead(header, value).mustBeRefused())));
  }
}
