package org.yichuang.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A display: keeps a board up to date from the messages of its socket. Confined to one event loop.
 */
public final class BoardWatcher {
  private final Consumer<JsonObject> request;
  private final Set<Integer> heard = new HashSet<>();
  private @Nullable JsonObject board;
  private int gaps;
  private int deltas;
  private Consumer<JsonObject> onCall = call -> {};
  private Consumer<String> onWaiting = queue -> {};

  /**
   * @param request sends a message to the server
   */
  public BoardWatcher(Consumer<JsonObject> request) {
    this.request = request;
  }

  public void onCall(Consumer<JsonObject> listener) {
    onCall = listener;
  }

  public void onWaiting(Consumer<String> listener) {
    onWaiting = listener;
  }

  /** Null before the first snapshot. */
  public @Nullable JsonObject board() {
    return board;
  }

  public int gaps() {
    return gaps;
  }

  public int deltas() {
    return deltas;
  }

  public void receive(JsonObject message) {
    switch (message.getString("type")) {
      case "snapshot" -> {
        Map<String, Integer> before = waiting();
        board = message.getJsonObject("board");
        tell(before);
      }
      case "delta" -> delta(message);
      default -> {}
    }
  }

  private void delta(JsonObject delta) {
    JsonObject have = board;
    boolean known =
        have != null
            && have.getString("epoch").equals(delta.getString("epoch"))
            && delta.getInteger("from") <= have.getInteger("seq");
    if (have == null || !known) {
      gaps++;
      request.accept(new JsonObject().put("type", "snapshot"));
      return;
    }
    if (delta.getInteger("to") <= have.getInteger("seq")) {
      return;
    }
    deltas++;
    Map<String, Integer> before = waiting();
    JsonObject changes = delta.getJsonObject("changes");
    replace(have.getJsonArray("queues"), changes.getJsonArray("queues"));
    replace(have.getJsonArray("windows"), changes.getJsonArray("windows"));
    if (changes.containsKey("recentCalls")) {
      have.put("recentCalls", changes.getJsonArray("recentCalls"));
    }
    have.put("seq", delta.getInteger("to"));
    tell(before);
  }

  private static void replace(JsonArray rows, @Nullable JsonArray changed) {
    if (changed == null) {
      return;
    }
    for (int i = 0; i < changed.size(); i++) {
      JsonObject row = changed.getJsonObject(i);
      for (int at = 0; at < rows.size(); at++) {
        if (rows.getJsonObject(at).getString("id").equals(row.getString("id"))) {
          rows.set(at, row);
        }
      }
    }
  }

  private Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new HashMap<>();
    JsonObject have = board;
    if (have != null) {
      for (Object row : have.getJsonArray("queues")) {
        JsonObject queue = (JsonObject) row;
        waiting.put(queue.getString("id"), queue.getInteger("waiting"));
      }
    }
    return waiting;
  }

  private void tell(Map<String, Integer> before) {
    waiting()
        .forEach(
            (queue, count) -> {
              if (count > before.getOrDefault(queue, 0)) {
                onWaiting.accept(queue);
              }
            });
    JsonObject have = board;
    if (have != null) {
      for (Object row : have.getJsonArray("recentCalls")) {
        JsonObject call = (JsonObject) row;
        if (heard.add(call.getInteger("announcement"))) {
          onCall.accept(call);
        }
      }
    }
  }
}
