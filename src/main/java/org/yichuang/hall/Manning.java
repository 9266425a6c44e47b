package org.yichuang.hall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows that serve one queue, and how much of them is its own.
 *
 * @param windows how many serve it; 1 when nobody does, as if one opened now
 * @param capacity of them, less what they do for other queues; above 0
 * @param free so much of it has nobody in front
 */
record Manning(double windows, double capacity, double free) {
  private static final int ROUNDS = 12;
  private static final double LEAST = 1e-3;

  /** One window, and how much of it goes to each of its queues. */
  private static final class Post {
    final List<QueueId> queues;
    final Map<QueueId, Long> penalties;
    final boolean free;
    final double[] shares;

    Post(HallConfig.Window window, boolean free) {
      queues = window.queues();
      penalties = window.penaltyMillis();
      this.free = free;
      shares = new double[queues.size()];
      Arrays.fill(shares, 1.0 / shares.length);
    }
  }

  /**
   * A window that serves several queues goes to whoever waits longest, so that people of all its
   * queues wait equally long: shares are moved that way, a few rounds.
   *
   * @param beforeOpening whoever is away comes back by then, and everybody is free
   */
  static Manning of(HallState state, QueueId queue, int ahead, boolean beforeOpening) {
    List<Post> posts = posts(state, queue, beforeOpening);
    List<Post> own = new ArrayList<>();
    boolean shared = false;
    for (Post post : posts) {
      if (post.queues.contains(queue)) {
        own.add(post);
        shared |= post.queues.size() > 1;
      }
    }
    if (own.isEmpty()) {
      return new Manning(1, 1, 1);
    }
    if (shared) {
      balance(state, posts, queue, ahead);
    }
    double capacity = 0;
    double free = 0;
    for (Post post : own) {
      double share = post.shares[post.queues.indexOf(queue)];
      capacity += share;
      free += post.free ? share : 0;
    }
    return new Manning(own.size(), Math.max(LEAST, capacity), free);
  }

  private static List<Post> posts(HallState state, QueueId queue, boolean beforeOpening) {
    List<Post> posts = new ArrayList<>();
    boolean served = false;
    for (Map.Entry<WindowId, WindowSession> each : state.sessions().entrySet()) {
      WindowSession session = each.getValue();
      if (!session.paused() || beforeOpening) {
        HallConfig.Window window = state.window(each.getKey()).orElseThrow();
        posts.add(new Post(window, beforeOpening || session.ticket() == null));
        served |= window.queues().contains(queue);
      }
    }
    if (!served && beforeOpening) {
      posts.clear();
      state.windows().forEach(window -> posts.add(new Post(window, true)));
    }
    return posts;
  }

  private static void balance(HallState state, List<Post> posts, QueueId own, int ahead) {
    Map<QueueId, Double> load = new HashMap<>();
    for (Post post : posts) {
      for (QueueId queue : post.queues) {
        load.computeIfAbsent(
            queue,
            each ->
                (each.equals(own) ? ahead + 1 : state.waiting(each))
                    * state.paces().of(each).meanMillis());
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      Map<QueueId, Double> capacity = new HashMap<>();
      for (Post post : posts) {
        for (int i = 0; i < post.shares.length; i++) {
          capacity.merge(post.queues.get(i), post.shares[i], Double::sum);
        }
      }
      for (Post post : posts) {
        share(post, load, capacity);
      }
    }
  }

  private static void share(Post post, Map<QueueId, Double> load, Map<QueueId, Double> capacity) {
    double[] weights = new double[post.shares.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      QueueId queue = post.queues.get(i);
      double waits =
          load.getOrDefault(queue, 0.0) / Math.max(LEAST, capacity.getOrDefault(queue, 0.0));
      double pressure = waits - post.penalties.getOrDefault(queue, 0L);
      weights[i] = waits == 0 ? 0 : post.shares[i] * Math.max(LEAST * waits, pressure);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length && sum > 0; i++) {
      post.shares[i] = weights[i] / sum;
    }
  }
}
