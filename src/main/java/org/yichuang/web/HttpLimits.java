package org.yichuang.web;

import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/**
 * What a client may send at most. Immutable.
 *
 * @param maxInitialLineBytes of the request line; 414 above
 * @param maxHeaderBytes of all headers together; 431 above
 * @param maxChunkBytes of one piece of a body as it is read
 * @param maxBodyBytes of a whole body; 413 above
 * @param idleSeconds after which a connection that carries nothing, or no whole head, is closed
 * @param requestMillis from a request's head to the end of its answer; 408 above
 */
public record HttpLimits(
    int maxInitialLineBytes,
    int maxHeaderBytes,
    int maxChunkBytes,
    int maxBodyBytes,
    int idleSeconds,
    int requestMillis) {
  /** What the kernel holds for a client that does not read; it would grow to megabytes. */
  private static final int SEND_BUFFER_BYTES = 65_536;

  /** Above what sockets take of a message: they say 1009, where the server would cut off. */
  private static final int MAX_FRAME_BYTES = 65_536;

  public static final HttpLimits DEFAULT = new HttpLimits(4_096, 8_192, 8_192, 65_536, 60, 30_000);

  public HttpLimits {
    if (maxInitialLineBytes < 256
        || maxHeaderBytes < 256
        || maxChunkBytes < 256
        || maxBodyBytes < 256
        || idleSeconds < 1
        || requestMillis < 1) {
      throw new IllegalArgumentException(
          "expected at least 256 bytes and 1 second, found %d, %d, %d, %d bytes, %d s and %d ms"
              .formatted(
                  maxInitialLineBytes,
                  maxHeaderBytes,
                  maxChunkBytes,
                  maxBodyBytes,
                  idleSeconds,
                  requestMillis));
    }
  }

  /**
   * Server options with these limits; address and port are the caller's. HTTP/1.1 only: HTTP/2 is
   * for the proxy in front.
   */
  public HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(maxInitialLineBytes)
        .setMaxHeaderSize(maxHeaderBytes)
        .setMaxChunkSize(maxChunkBytes)
        .setIdleTimeout(idleSeconds)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
        .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
        .setTcpKeepAlive(true)
        .setSendBufferSize(SEND_BUFFER_BYTES)
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }
}
