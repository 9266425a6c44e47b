package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks many things, a few at once: one after the other a long list takes as many round trips, all
 * at once they take every connection. Confined to one event loop.
 *
 * @param <T> what is asked for
 * @param <R> what is answered
 */
final class Few<T, R> {
  /** As many as the pools of cases and of people have connections. */
  static final int AT_ONCE = 4;

  private final List<T> all;
  private final Function<T, Future<R>> ask;
  private final List<@Nullable R> answers;
  private final Promise<List<R>> done = Promise.promise();
  private int next;
  private int answered;

  private Few(List<T> all, Function<T, Future<R>> ask) {
    this.all = all;
    this.ask = ask;
    answers = new ArrayList<>(Collections.nCopies(all.size(), null));
  }

  /** The answers in the order of the list; the first failure ends it, and nothing more is asked. */
  static <T, R> Future<List<R>> of(List<T> all, Function<T, Future<R>> ask) {
    Few<T, R> few = new Few<>(all, ask);
    if (all.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    for (int i = 0; i < Math.min(AT_ONCE, all.size()); i++) {
      few.one();
    }
    return few.done.future();
  }

  private void one() {
    if (next == all.size() || done.future().isComplete()) {
      return;
    }
    int mine = next++;
    ask.apply(all.get(mine))
        .onSuccess(
            answer -> {
              answers.set(mine, answer);
              if (++answered == all.size()) {
                done.tryComplete(answers.stream().<R>map(Objects::requireNonNull).toList());
              } else {
                one();
              }
            })
        .onFailure(done::tryFail);
  }
}
