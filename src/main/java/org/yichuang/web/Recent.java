package org.yichuang.web;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers that are good for some seconds, so that many who ask cost one question. Confined to one
 * event loop; keeps a bounded number, the latest.
 */
final class Recent<K, V> {
  private static final int MOST = 500;

  private record Kept<V>(Future<V> answer, long untilMillis) {}

  private final InstantSource clock;
  private final long goodForMillis;
  private final Map<K, Kept<V>> kept = new LinkedHashMap<>();

  Recent(InstantSource clock, long goodForMillis) {
    this.clock = clock;
    this.goodForMillis = goodForMillis;
  }

  /** A question under way is shared; a failed one is asked anew. */
  Future<V> get(K key, Supplier<Future<V>> question) {
    long now = clock.millis();
    Kept<V> known = kept.get(key);
    if (known != null && now < known.untilMillis() && !known.answer().failed()) {
      return known.answer();
    }
    kept.remove(key);
    if (kept.size() >= MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    Future<V> answer = question.get();
    kept.put(key, new Kept<>(answer, now + goodForMillis));
    return answer;
  }

  void forget(K key) {
    kept.remove(key);
  }
}
