package org.yichuang.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One socket that shows a board, what supervisors see of it, or alarms of cases: the newest whole,
 * and what changes. Confined to its event loop.
 */
final class LiveSocket {
  static final short GOING_AWAY = 1001;
  private static final short POLICY = 1008;
  private static final short TOO_BIG = 1009;
  private static final short SESSION_ENDED = 4001;
  private static final short TOO_SLOW = 4008;
  private static final int MAX_REQUEST = 200;

  /** Of a message in pieces; below what the server would put together. */
  private static final int MAX_MESSAGE_BYTES = 4_096;

  private final ServerWebSocket socket;
  private final LiveHub hub;
  private final Supplier<@Nullable SharedText> newest;

  /** Null at a socket of the public. */
  private final @Nullable Permit permit;

  private boolean greeted;
  private boolean closing;
  private @Nullable SharedText hinted;
  private boolean slow;
  private long slowSince;
  private int requests;
  private int messageBytes;

  /**
   * @param newest the whole; null while there is none
   */
  LiveSocket(
      ServerWebSocket socket,
      LiveHub hub,
      Supplier<@Nullable SharedText> newest,
      @Nullable Permit permit) {
    this.permit = permit;
    this.socket = socket;
    this.hub = hub;
    this.newest = newest;
    socket.frameHandler(this::counted);
    socket.textMessageHandler(this::asked);
    socket.binaryMessageHandler(this::askedInBytes);
    socket.exceptionHandler(broken -> {});
  }

  /** Sends the whole that there is; without one, the first that comes. */
  void greet() {
    SharedText whole = newest.get();
    if (whole != null) {
      greeted = true;
      write(whole);
    }
  }

  /**
   * There is something newer.
   *
   * @param delta how it came from the one before; null when only the whole says it
   */
  void show(@Nullable SharedText delta) {
    if (delta == null || !greeted) {
      greet();
    } else {
      write(delta);
    }
  }

  boolean isSupervising() {
    return permit != null;
  }

  /** A hint that it has not had goes first. */
  void heartbeat(SharedText beat, @Nullable SharedText hint) {
    if (closing) {
      return;
    }
    requests = 0;
    reviewPermit();
    if (slow && hub.now() - slowSince > hub.limits().slowMillis()) {
      hub.countSlow();
      close(TOO_SLOW, "too slow");
    } else if (!slow) {
      if (hint != null && !hint.equals(hinted)) {
        hinted = hint;
        write(hint);
      }
      write(beat);
    }
  }

  /** Nothing for supervisors, nor for a socket that is slow. */
  void tell(SharedText text) {
    if (permit == null && !slow) {
      write(text);
    }
  }

  /** Sends away whoever may not look any more; nobody knows, and they stay. */
  void reviewPermit() {
    if (permit != null) {
      permit.holds().onSuccess(this::permitted);
    }
  }

  private void permitted(boolean still) {
    if (!still) {
      close(SESSION_ENDED, "the session has ended");
    }
  }

  void close(short code, String reason) {
    if (!closing && !socket.isClosed()) {
      closing = true;
      socket.close(code, reason);
    }
  }

  private void write(SharedText text) {
    if (closing || socket.isClosed()) {
      return;
    }
    if (!slow && socket.writeQueueFull()) {
      slow = true;
      slowSince = hub.now();
      socket.drainHandler(unused -> drained());
    }
    hub.counted(!slow);
    if (!slow) {
      socket.writeFrame(text.frame());
    }
  }

  /** Whatever was skipped is in the newest whole. */
  private void drained() {
    slow = false;
    socket.drainHandler(null);
    greet();
  }

  private void counted(WebSocketFrame frame) {
    if (!frame.isText() && !frame.isBinary() && !frame.isContinuation()) {
      return;
    }
    messageBytes = (frame.isContinuation() ? messageBytes : 0) + frame.binaryData().length();
    limit(messageBytes);
  }

  /** A message of one frame comes before its frame is counted. */
  private void limit(int bytes) {
    if (bytes > MAX_MESSAGE_BYTES) {
      close(TOO_BIG, "expected at most %d bytes".formatted(MAX_MESSAGE_BYTES));
    }
  }

  private void askedInBytes(Buffer bytes) {
    limit(bytes.length());
    refuse();
  }

  private void asked(String text) {
    limit(text.getBytes(StandardCharsets.UTF_8).length);
    if (closing) {
      return;
    }
    if (!isSnapshotRequest(text) || ++requests > hub.limits().requestsPerHeartbeat()) {
      refuse();
    } else {
      greet();
    }
  }

  private static boolean isSnapshotRequest(String text) {
    if (text.length() > MAX_REQUEST) {
      return false;
    }
    try {
      return "snapshot".equals(new JsonObject(text).getValue("type"));
    } catch (DecodeException notJson) {
      return false;
    }
  }

  private void refuse() {
    close(
        POLICY,
        "expected {\"type\":\"snapshot\"}, at most %d in %d s"
            .formatted(
                hub.limits().requestsPerHeartbeat(), hub.limits().heartbeatMillis() / 1_000));
  }
}
