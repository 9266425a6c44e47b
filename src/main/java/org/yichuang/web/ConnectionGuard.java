package org.yichuang.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts who is slow: a request has a total time, from its head to its answer, and so has the way to
 * the next head, however steadily the bytes drip. Takes no more connections from one address than
 * are allowed. Confined to one event loop; looks once a second.
 */
final class ConnectionGuard {
  private static final long LOOK_MILLIS = 1_000;

  private static final class Watch {
    @Nullable HttpServerRequest request;
    long deadlineNanos;
  }

  private final EdgeParts edge;
  private final long requestNanos;
  private final long betweenNanos;
  private final Map<HttpConnection, Watch> watches = new HashMap<>();

  ConnectionGuard(Vertx vertx, EdgeParts edge, HttpLimits limits) {
    this.edge = edge;
    requestNanos = limits.requestMillis() * 1_000_000L;
    betweenNanos = limits.idleSeconds() * 1_000_000_000L;
    vertx.setPeriodic(Math.min(LOOK_MILLIS, limits.requestMillis()), unused -> look());
  }

  void opened(HttpConnection connection) {
    boolean counted = !edge.addresses().isProxy(connection.remoteAddress());
    String address = edge.addresses().of(connection.remoteAddress());
    if (counted && !edge.connections().take(address)) {
      connection.close();
      return;
    }
    Watch watch = new Watch();
    watch.deadlineNanos = System.nanoTime() + betweenNanos;
    watches.put(connection, watch);
    whenClosed(
        connection,
        () -> {
          watches.remove(connection);
          if (counted) {
            edge.connections().give(address);
          }
        });
  }

  /**
   * Asks the channel: the public close handler is never called for a connection that became a
   * WebSocket.
   */
  private static void whenClosed(HttpConnection connection, Runnable then) {
    ((ConnectionBase) connection).channel().closeFuture().addListener(closed -> then.run());
  }

  void requested(HttpServerRequest request) {
    Watch watch = watches.get(request.connection());
    if (watch != null) {
      watch.request = request;
      watch.deadlineNanos = System.nanoTime() + requestNanos;
    }
  }

  private void look() {
    long now = System.nanoTime();
    new ArrayList<>(watches.entrySet())
        .forEach(entry -> look(entry.getKey(), entry.getValue(), now));
  }

  private void look(HttpConnection connection, Watch watch, long now) {
    HttpServerRequest request = watch.request;
    if (request != null && isSocket(request)) {
      return;
    }
    if (request != null && request.response().ended()) {
      watch.request = null;
      watch.deadlineNanos = now + betweenNanos;
    } else if (now - watch.deadlineNanos > 0) {
      if (request != null && !request.response().headWritten()) {
        HttpProblems.tooSlow().send(request.response());
      }
      connection.close();
    }
  }

  /** What became a WebSocket has its own rules; it cannot have a body. */
  private static boolean isSocket(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request.getHeader(HttpHeaders.UPGRADE) != null
        && request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
        && (!request.response().ended() || request.response().getStatusCode() == 101);
  }
}
