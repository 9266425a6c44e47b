package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * What visitors and clerks can do in a hall, whoever runs it. A failed future is an answer that the
 * rehearsal did not expect, and ends it.
 */
interface HallFloor {

  /** The windows and the queues each serves. */
  List<Post> posts();

  record Post(WindowId window, List<QueueId> queues) {}

  /** Gives a number; its display text. */
  Future<String> issue(QueueId queue);

  Future<Void> open(WindowId window);

  Future<Void> close(WindowId window);

  /** The called number; empty when nobody waits. */
  Future<Optional<String>> callNext(WindowId window);

  Future<Void> recall(WindowId window);

  Future<Void> miss(WindowId window);

  Future<Void> start(WindowId window);

  Future<Void> complete(WindowId window);

  /** Tells when somebody begins to wait in a queue, as a clerk's screen would. */
  void onWaiting(Consumer<QueueId> listener);

  /** Least milliseconds of the hall's own clock between a call and a recall. */
  long recallAfterMillis();

  /** Least milliseconds of the hall's own clock between a call and a miss. */
  long missAfterMillis();
}
