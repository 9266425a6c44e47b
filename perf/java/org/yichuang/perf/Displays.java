package org.yichuang.perf;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One display for each hall, as a client that follows the contract: it applies deltas, and counts
 * what it could not apply. Counters from any thread.
 */
final class Displays implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();

  private final class Display {
    private String epoch = "";
    private int seq = -1;

    void shown(JsonObject frame) {
      frames.incrementAndGet();
      switch (frame.getString("type")) {
        case "snapshot" -> {
          epoch = frame.getString("epoch");
          seq = frame.getInteger("seq");
        }
        case "delta" -> {
          if (!frame.getString("epoch").equals(epoch) || frame.getInteger("from") > seq) {
            gaps.incrementAndGet();
          }
          seq = Math.max(seq, frame.getInteger("to"));
        }
        default -> {}
      }
    }
  }

  static Displays connect(String address, List<String> halls) {
    Displays displays = new Displays();
    WebSocketClient client =
        displays.vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(halls.size()));
    List<Future<WebSocket>> opened = new ArrayList<>();
    for (String hall : halls) {
      Display display = displays.new Display();
      opened.add(
          client
              .connect(
                  Integer.parseInt(address.substring(address.indexOf(':') + 1)),
                  address.substring(0, address.indexOf(':')),
                  "/api/v1/halls/" + hall + "/live")
              .onSuccess(
                  socket ->
                      socket.textMessageHandler(text -> display.shown(new JsonObject(text)))));
    }
    Future.all(opened).toCompletionStage().toCompletableFuture().join();
    return displays;
  }

  long frames() {
    return frames.get();
  }

  long gaps() {
    return gaps.get();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
