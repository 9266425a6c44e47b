package org.yichuang.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Addresses, methods, headers and tokens that are not as they should be. */
final class HeadMutations {
  private final Drafts drafts;
  private final List<Mutation> all = new ArrayList<>();

  /**
   * @param tokens by what is wrong with them
   */
  HeadMutations(Drafts drafts, Map<String, String> tokens) {
    this.drafts = drafts;
    parameters();
    paths();
    queries();
    methods();
    headers();
    tokens.forEach((name, token) -> token(name, "Bearer " + token));
    token("no scheme", "canary-token-0123456789");
    token("basic", "Basic YWRtaW46Y2FuYXJ5LXRva2Vu");
    token("bearer of nothing", "Bearer ");
    token("a long token", "Bearer " + "canary-token".repeat(200));
    token("a token that is no ASCII", "Bearer canary-token-\u00ff\u00fe");
    anyway(
        "a cookie without an origin",
        valid -> valid.with("Cookie", "yichuang_session=canary-token; yichuang_session=x"));
  }

  List<Mutation> all() {
    return all;
  }

  private void parameters() {
    for (String place : List.of("path", "query", "header")) {
      all.add(
          new Mutation(
              place + " parameter against its pattern",
              (draft, valid, dice) -> {
                List<FuzzOperation.Parameter> with =
                    draft.operation().in(place).stream()
                        .filter(one -> one.schema().containsKey("pattern"))
                        .toList();
                if (with.isEmpty()) {
                  return Optional.empty();
                }
                FuzzOperation.Parameter one = with.get(dice.nextInt(with.size()));
                String wrong = drafts.notMatching(one.schema().getString("pattern"), dice);
                if (place.equals("header")) {
                  return wrong.chars().allMatch(c -> c >= ' ' && c < 127)
                          && !wrong.isBlank()
                          && wrong.strip().equals(wrong)
                      ? Optional.of(valid.instead(one.name(), wrong).mustBeRefused())
                      : Optional.empty();
                }
                Message message =
                    Requests.message(changed(draft, place, one.name(), wrong), valid.headers());
                return Optional.of(wrong.isEmpty() ? message.nowhere() : message.mustBeRefused());
              }));
    }
    for (String number :
        List.of("0", "-1", "101", "1001", "1.5", "1e2", "٣", "99999999999", "+5", " 5", "")) {
      all.add(
          new Mutation(
              "number in the query: " + number,
              (draft, valid, dice) -> {
                Optional<FuzzOperation.Parameter> one =
                    draft.operation().in("query").stream()
                        .filter(parameter -> "integer".equals(parameter.schema().getString("type")))
                        .findAny();
                return one.map(
                    parameter -> {
                      Message message =
                          Requests.message(
                              changed(draft, "query", parameter.name(), number), valid.headers());
                      boolean allowed =
                          number.equals("101") && parameter.schema().getInteger("maximum", 0) > 101;
                      return allowed ? message : message.mustBeRefused();
                    });
              }));
    }
    all.add(
        new Mutation(
            "required parameter left out",
            (draft, valid, dice) -> {
              List<FuzzOperation.Parameter> required =
                  draft.operation().in("query").stream()
                      .filter(FuzzOperation.Parameter::required)
                      .toList();
              if (required.isEmpty()) {
                return Optional.empty();
              }
              Map<String, Object> fewer = new java.util.LinkedHashMap<>(draft.query());
              fewer.remove(required.get(dice.nextInt(required.size())).name());
              Draft less =
                  new Draft(draft.operation(), draft.path(), fewer, draft.headers(), draft.body());
              return Optional.of(Requests.message(less, valid.headers()).mustBeRefused());
            }));
  }

  private static Draft changed(Draft draft, String place, String name, Object value) {
    Map<String, Object> path = new java.util.LinkedHashMap<>(draft.path());
    Map<String, Object> query = new java.util.LinkedHashMap<>(draft.query());
    (place.equals("path") ? path : query).put(name, value);
    return new Draft(draft.operation(), path, query, draft.headers(), draft.body());
  }

  private void paths() {
    nowhere("slash behind", path -> path + "/");
    nowhere("two slashes", path -> path.replaceFirst("/", "//"));
    nowhere("slashes inside", path -> path + "//x");
    nowhere("dot segment", path -> path + "/.");
    nowhere("segments up", path -> path + "/../../../../etc/passwd");
    nowhere("segments up, encoded", path -> path + "/%2e%2e/%2e%2e/secrets");
    nowhere("encoded slash", path -> path + "%2F");
    nowhere("encoded NUL", path -> path + "%00");
    nowhere("encoded line feed", path -> path + "%0d%0aX-Canary:%201");
    nowhere("overlong slash", path -> path + "%c0%af");
    nowhere("half an escape", path -> path + "%2");
    nowhere("no escape", path -> path + "%zz");
    nowhere("encoded twice", path -> path + "%252e");
    nowhere("matrix parameter", path -> path + ";v=1");
    nowhere("backslash", path -> path + "\\");
    nowhere("long", path -> path + "/" + "x".repeat(3_000));
    nowhere("longer than a line may be", path -> path + "/" + "x".repeat(6_000));
    nowhere("raw UTF-8", path -> path + "/\u00e5\u00a4\u00a7");
    nowhere("bytes that are no UTF-8", path -> path + "/\u00ff\u00fe");
    nowhere("other case", path -> path + "X");
  }

  private void queries() {
    query("unknown name", "unknown=1", true);
    query("unknown name without a value", "unknown", true);
    query("name of an inner property", "__proto__=1", true);
    query("half an escape", "q=%2", true);
    query("no escape", "%zz=1", true);
    query("NUL", "q=%00", true);
    query("bytes that are no UTF-8", "q=%ff%fe", true);
    query("a semicolon", "a=1;b=2", true);
    query("many names", "x=1&".repeat(800), true);
    query("only an ampersand", "&", false);
    query("nothing", "", false);
    all.add(
        new Mutation(
            "a parameter twice",
            (draft, valid, dice) ->
                draft.query().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        valid
                            .to(
                                valid.target()
                                    + "&"
                                    + valid.target().substring(valid.target().indexOf('?') + 1))
                            .mustBeRefused())));
  }

  private void methods() {
    for (String method : List.of("PATCH", "TRACE", "PROPFIND", "get", "OPTIONS", "X-Y")) {
      all.add(
          new Mutation(
              "method " + method, (draft, valid, dice) -> Optional.of(valid.by(method).nowhere())));
    }
    all.add(
        new Mutation(
            "HEAD",
            (draft, valid, dice) ->
                valid.method().equals("GET") ? Optional.of(valid.by("HEAD")) : Optional.empty()));
    all.add(
        new Mutation(
            "a body where none is",
            (draft, valid, dice) ->
                draft.body() != null
                    ? Optional.empty()
                    : Optional.of(
                        valid
                            .saying("{}".getBytes(StandardCharsets.UTF_8))
                            .instead("Content-Type", "application/json")
                            .mustBeRefused())));
  }

  private void headers() {
    anyway("If-None-Match", valid -> valid.with("If-None-Match", "*"));
    anyway("If-Match", valid -> valid.with("If-Match", "\"x\""));
    anyway("If-Modified-Since", valid -> valid.with("If-Modified-Since", "Mon, 99 Foo"));
    anyway("Range", valid -> valid.with("Range", "bytes=0-1,5-,-9999999999999999999"));
    anyway("Expect", valid -> valid.with("Expect", "100-continue"));
    anyway("Accept", valid -> valid.with("Accept", "image/png;q=x, */;"));
    anyway("Accept-Language", valid -> valid.with("Accept-Language", "zz-" + "x".repeat(500)));
    anyway("Accept-Encoding", valid -> valid.with("Accept-Encoding", "gzip, br, zstd"));
    anyway("another method said", valid -> valid.with("X-HTTP-Method-Override", "DELETE"));
    anyway("forwarded", valid -> valid.with("X-Forwarded-For", "canary, 1.2.3.4, ::::"));
    anyway("forwarded, other words", valid -> valid.with("Forwarded", "for=\"[::1]:x\";proto=q"));
    anyway("a name for the log", valid -> valid.with("X-Request-Id", "a\u001b[31mcanary-in-log"));
    anyway("a long name for the log", valid -> valid.with("X-Request-Id", "x".repeat(4_000)));
    anyway("another origin", valid -> valid.with("Origin", "http://evil.example"));
    anyway("no origin", valid -> valid.with("Origin", "null"));
    anyway(
        "upgrade to HTTP/2", valid -> valid.with("Upgrade", "h2c").with("Connection", "Upgrade"));
    anyway("empty header", valid -> valid.with("X-Empty", ""));
    anyway("cookies", valid -> valid.with("Cookie", "a=\"\u00ff\"; =; ;;; b"));
    refused("a header with NUL", valid -> valid.with("X-Odd", "a\0b"));
    refused("a name with a space", valid -> valid.with("X Odd", "a"));
    refused("large headers", valid -> valid.with("X-Large", "x".repeat(9_000)));
    key("key with a space", "a b");
    key("key that is too long", "k".repeat(65));
    key("key that is no ASCII", "\u00e5\u00a4\u00a7");
    key("empty key", "");
    all.add(
        new Mutation(
            "two keys",
            (draft, valid, dice) ->
                draft.operation().has("Idempotency-Key")
                    ? Optional.of(
                        valid
                            .instead("Idempotency-Key", "a")
                            .with("Idempotency-Key", "b")
                            .mustBeRefused())
                    : Optional.empty()));
    all.add(
        new Mutation(
            "a key that others use",
            (draft, valid, dice) ->
                draft.operation().has("Idempotency-Key")
                    ? Optional.of(valid.instead("Idempotency-Key", "always-the-same"))
                    : Optional.empty()));
  }

  private void key(String name, String value) {
    all.add(
        new Mutation(
            name,
            (draft, valid, dice) ->
                draft.operation().has("Idempotency-Key")
                    ? Optional.of(valid.instead("Idempotency-Key", value).mustBeRefused())
                    : Optional.empty()));
  }

  private void token(String name, String value) {
    all.add(
        new Mutation(
            "token: " + name,
            (draft, valid, dice) -> {
              Message other = valid.instead("Authorization", value);
              return Optional.of(draft.operation().signedIn() ? other.mustBeRefused() : other);
            }));
  }

  private void nowhere(String name, UnaryOperator<String> other) {
    all.add(
        new Mutation(
            "path: " + name,
            (draft, valid, dice) -> {
              String[] parts = valid.target().split("\\?", 2);
              String query = parts.length == 2 ? "?" + parts[1] : "";
              return Optional.of(valid.to(other.apply(parts[0]) + query).nowhere());
            }));
  }

  private void query(String name, String more, boolean refused) {
    all.add(
        new Mutation(
            "query: " + name,
            (draft, valid, dice) -> {
              Message other =
                  valid.to(valid.target() + (draft.query().isEmpty() ? "?" : "&") + more);
              return Optional.of(refused ? other.mustBeRefused() : other);
            }));
  }

  private void anyway(String name, UnaryOperator<Message> other) {
    all.add(new Mutation(name, (draft, valid, dice) -> Optional.of(other.apply(valid))));
  }

  private void refused(String name, UnaryOperator<Message> other) {
    all.add(new Mutation(name, (draft, valid, dice) -> Optional.of(other.apply(valid).nowhere())));
  }

  static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
