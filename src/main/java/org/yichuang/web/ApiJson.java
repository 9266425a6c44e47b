package org.yichuang.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.yichuang.live.PublicJson;

/** Answers of the contract. Any thread. */
final class ApiJson {
  static final String CONTENT_TYPE = "application/json";

  private ApiJson() {}

  static byte[] write(Object answer) {
    return PublicJson.write(answer);
  }

  static void send(HttpServerResponse response, int status, String contentType, byte[] body) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .end(Buffer.buffer(body));
  }
}
