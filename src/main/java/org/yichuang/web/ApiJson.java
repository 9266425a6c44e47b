package org.yichuang.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.yichuang.live.PublicJson;

/** Answers of the contract. Any thread. */
final class ApiJson {
  static final String CONTENT_TYPE = "application/json";

  private ApiJson() {}

  static byte[] write(Object answer) {
    return PublicJson.write(answer);
  }

  /** As a part of an answer: plain maps and lists all through. */
  static Map<String, Object> map(JsonObject json) {
    return new JsonObject(json.toBuffer()).getMap();
  }

  static void send(HttpServerResponse response, int status, String contentType, byte[] body) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .end(Buffer.buffer(body));
  }
}
