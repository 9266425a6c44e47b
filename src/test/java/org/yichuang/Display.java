package org.yichuang;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.yichuang.rehearsal.BoardWatcher;

/** A hall's display at one node. */
final class Display implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BoardWatcher board = new BoardWatcher(this::send);
  private @Nullable WebSocket socket;

  Display(String base, String hall) {
    connect(base, hall);
  }

  /** Shows nothing yet. */
  Display() {}

  /** Goes to a server, with what it has seen so far. */
  void connect(String base, String hall) {
    close(socket);
    URI address =
        URI.create(
            base.replaceFirst("^http", "ws") + "/api/v1/halls/" + hall + "/live?topic=board");
    socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        synchronized (board) {
          board.receive(new JsonObject(text.toString()));
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void send(JsonObject message) {
    WebSocket connected = socket;
    if (connected != null) {
      connected.sendText(message.encode(), true).join();
    }
  }

  /** Waits until it shows what is expected; fails after a while. */
  void awaitBoard(JsonObject expected) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!expected.equals(shown())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("expected " + expected + ", shown is " + shown());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Null before the first snapshot. */
  @Nullable JsonObject shown() {
    synchronized (board) {
      return board.board() == null ? null : board.board().copy();
    }
  }

  int gaps() {
    synchronized (board) {
      return board.gaps();
    }
  }

  @Override
  public void close() {
    close(socket);
    http.shutdownNow();
  }

  private static void close(@Nullable WebSocket socket) {
    if (socket != null) {
      socket.abort();
    }
  }
}
