package org.yichuang.live;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.Wire;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;

/**
 * The last board of each hall in Hazelcast, so that a display has something to show while its hall
 * changes nodes. Late by a moment, never trusted for a decision. Any thread.
 */
public final class SharedBoards {
  /** The name of the map. */
  public static final String MAP = "boards";

  private static final Wire<Board> WIRE = new Wire<>(Board.class);

  private static final long PAUSE_MILLIS = 1_000;

  private static final class Slot {
    final AtomicReference<@Nullable Board> next = new AtomicReference<>();
    final AtomicBoolean writing = new AtomicBoolean();
  }

  private final Vertx vertx;
  private final IMap<Integer, byte[]> boards;
  private final Map<HallId, Slot> slots = new ConcurrentHashMap<>();

  public SharedBoards(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    boards = hazelcast.getMap(MAP);
  }

  /** Keeps the board: at once, or together with what else comes within a second. */
  void put(HallId hall, Board board) {
    Slot slot = slots.computeIfAbsent(hall, unused -> new Slot());
    slot.next.set(board);
    write(hall, slot);
  }

  private void write(HallId hall, Slot slot) {
    if (!slot.writing.compareAndSet(false, true)) {
      return;
    }
    Board board = slot.next.getAndSet(null);
    if (board == null) {
      slot.writing.set(false);
      if (slot.next.get() != null) {
        write(hall, slot);
      }
      return;
    }
    try {
      boards
          .setAsync(hall.value(), WIRE.write(board).getBytes())
          .whenComplete(
              (done, failure) ->
                  vertx.setTimer(
                      PAUSE_MILLIS,
                      unused -> {
                        slot.writing.set(false);
                        write(hall, slot);
                      }));
    } catch (HazelcastInstanceNotActiveException stopping) {
      slot.writing.set(false);
    }
  }

  /** The last board kept; empty when there is none, or it cannot be read. */
  CompletionStage<Optional<Board>> get(HallId hall) {
    return boards
        .getAsync(hall.value())
        .handle(
            (bytes, failure) ->
                bytes == null ? Optional.empty() : Optional.of(WIRE.read(Buffer.buffer(bytes))));
  }
}
