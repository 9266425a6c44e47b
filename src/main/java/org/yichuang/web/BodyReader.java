package org.yichuang.web;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;

/**
 * Collects the body of one request up to a limit. Confined to the request's event loop. What comes
 * after the limit is thrown away; a client that goes on for long loses its connection.
 */
final class BodyReader {
  private static final Buffer NOTHING = Buffer.buffer(0);
  private static final long PATIENCE = 16;

  private final HttpServerRequest request;
  private final int maxBytes;
  private final Consumer<Buffer> body;
  private final Runnable tooLarge;
  private final Runnable malformed;
  private Buffer read = NOTHING;
  private long received;
  private boolean own;
  private boolean over;

  private BodyReader(
      HttpServerRequest request,
      int maxBytes,
      Consumer<Buffer> body,
      Runnable tooLarge,
      Runnable malformed) {
    this.request = request;
    this.malformed = malformed;
    this.maxBytes = maxBytes;
    this.body = body;
    this.tooLarge = tooLarge;
  }

  /**
   * Calls one of the three, once; none when the connection breaks before.
   *
   * @param malformed there is no end of what was sent; the server closes the connection afterwards
   */
  static void read(
      HttpServerRequest request,
      int maxBytes,
      Consumer<Buffer> body,
      Runnable tooLarge,
      Runnable malformed) {
    BodyReader reader = new BodyReader(request, maxBytes, body, tooLarge, malformed);
    request.exceptionHandler(reader::broken);
    request.handler(reader::chunk);
    request.endHandler(unused -> reader.end());
    if (announced(request) > maxBytes) {
      reader.refuse();
    }
  }

  private void chunk(Buffer chunk) {
    received += chunk.length();
    if (over) {
      if (received > maxBytes * PATIENCE) {
        request.connection().close();
      }
    } else if (received > maxBytes) {
      refuse();
    } else if (received == chunk.length()) {
      read = chunk;
    } else {
      grown().appendBuffer(chunk);
    }
  }

  /** A buffer of our own, which grows by doubling: many small pieces cost no more than one. */
  private Buffer grown() {
    if (!own) {
      own = true;
      read = Buffer.buffer(Math.max(1_024, 2 * read.length())).appendBuffer(read);
    }
    return read;
  }

  private void end() {
    if (!over) {
      over = true;
      body.accept(read);
    }
  }

  private void broken(Throwable why) {
    boolean answer =
        !over && (why instanceof IllegalArgumentException || why instanceof DecoderException);
    over = true;
    read = NOTHING;
    if (answer) {
      malformed.run();
      flush(request);
    }
  }

  /** Asks the channel: whoever reports the mistake closes it before an answer would be sent. */
  private static void flush(HttpServerRequest request) {
    ((ConnectionBase) request.connection()).channel().flush();
  }

  private void refuse() {
    over = true;
    read = NOTHING;
    tooLarge.run();
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException nonsense) {
      return Long.MAX_VALUE;
    }
  }
}
