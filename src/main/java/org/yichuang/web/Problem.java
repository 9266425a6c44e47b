package org.yichuang.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 wants it: {@code application/problem+json}. Immutable.
 *
 * @param slug the stable last part of the type
 * @param detail what was expected, what was found, what to do
 * @param instance the request's name in the log; null when there is nothing in the log
 * @param problems each thing that is wrong with a file; null when it is about no file
 * @param header a header that belongs to the status; null when it has none
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "problems"})
record Problem(
    int status,
    @JsonIgnore String slug,
    String title,
    String detail,
    @Nullable String instance,
    @Nullable List<String> problems,
    @JsonIgnore @Nullable Header header) {
  static final String CONTENT_TYPE = "application/problem+json";
  private static final String RETRY_SECONDS = "1";
  private static final int MAX_DETAIL = 600;
  static final int MAX_PROBLEMS = 200;

  record Header(CharSequence name, String value) {}

  Problem {
    detail = printable(detail);
    problems =
        problems == null
            ? null
            : problems.stream().limit(MAX_PROBLEMS).map(Problem::printable).toList();
  }

  Problem(int status, String slug, String title, String detail) {
    this(status, slug, title, detail, null, null, null);
  }

  /** Too much of something: to be asked again after some seconds. */
  static Problem tooMany(String slug, String title, String detail, long seconds) {
    return new Problem(429, slug, title, detail)
        .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }

  /** Something is away for a moment. */
  static Problem later(String slug, String title, String detail) {
    return new Problem(503, slug, title, detail).with(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
  }

  @JsonProperty
  String type() {
    return "/problems/" + slug;
  }

  Problem with(CharSequence header, String value) {
    return new Problem(status, slug, title, detail, instance, problems, new Header(header, value));
  }

  /** Ends the response; without effect when it has ended, or nobody is there any more. */
  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (header != null) {
      response.putHeader(header.name(), header.value());
    }
    ApiJson.send(response, status, CONTENT_TYPE, ApiJson.write(this));
  }

  /** Details may quote what a client sent: bounded, and without what breaks logs and terminals. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_DETAIL));
    for (int i = 0; i < text.length() && i < MAX_DETAIL; i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < Math.min(text.length(), MAX_DETAIL)
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        printable.append(c).append(text.charAt(++i));
      } else {
        printable.append(Character.isSurrogate(c) || Character.isISOControl(c) ? '?' : c);
      }
    }
    return printable.toString();
  }
}
