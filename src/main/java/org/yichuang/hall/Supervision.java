package org.yichuang.hall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What supervisors see of a hall beside its board: a function of events alone. Never shown in
 * public. Immutable.
 *
 * @param alarms of the day, oldest first: all that are open, and the latest others
 * @param byHand the latest calls out of order, oldest first
 * @param posts one for each window of the hall
 */
public record Supervision(List<ConductAlarm> alarms, List<ByHand> byHand, List<Post> posts) {
  /** Of a hall nobody has looked at yet. */
  public static final Supervision NONE = new Supervision(List.of(), List.of(), List.of());

  public Supervision {
    alarms = List.copyOf(alarms);
    byHand = List.copyOf(byHand);
    posts = List.copyOf(posts);
  }

  /** A ticket that a clerk called out of order, and why. */
  public record ByHand(
      Instant at, WindowId window, AccountId clerk, TicketId ticket, String reason) {}

  /**
   * @param queues that it serves now
   * @param session null while the window is closed
   */
  public record Post(WindowId id, List<QueueId> queues, @Nullable Session session) {
    public Post {
      queues = List.copyOf(queues);
    }
  }

  /**
   * A clerk at a window; counts begin anew when another takes it over.
   *
   * @param since the window was opened
   * @param pausedSince null when it is not paused
   * @param calls of numbers
   * @param byHand of these out of order
   * @param services begun, with and without a number
   * @param quickServes of these without a number
   * @param completions by the clerk
   */
  public record Session(
      AccountId clerk,
      Instant since,
      @Nullable Instant pausedSince,
      int calls,
      int byHand,
      int services,
      int quickServes,
      int completions) {}

  /**
   * What differs between two of one day, with absolute values.
   *
   * @param alarms the whole list when it changed, else null
   * @param byHand the same
   * @param posts those that differ
   */
  public record Changes(
      @Nullable List<ConductAlarm> alarms, @Nullable List<ByHand> byHand, List<Post> posts) {
    public Changes {
      alarms = alarms == null ? null : List.copyOf(alarms);
      byHand = byHand == null ? null : List.copyOf(byHand);
      posts = List.copyOf(posts);
    }
  }

  static Supervision of(HallState state) {
    ConductWatch conduct = state.conduct();
    List<Post> posts = new ArrayList<>(state.config().windows().size());
    for (HallConfig.Window window : state.config().windows()) {
      HallConfig.Window now = state.window(window.id()).orElse(window);
      posts.add(new Post(window.id(), now.queues(), session(state, window.id())));
    }
    return new Supervision(conduct.alarms(), conduct.byHand(), posts);
  }

  private static @Nullable Session session(HallState state, WindowId window) {
    return state
        .session(window)
        .map(open -> state.conduct().count(window).shown(open))
        .orElse(null);
  }

  /** Null when nothing differs. */
  @Nullable Changes since(Supervision older) {
    return older.equals(this)
        ? null
        : new Changes(
            older.alarms.equals(alarms) ? null : alarms,
            older.byHand.equals(byHand) ? null : byHand,
            Board.changed(older.posts, posts));
  }

  Supervision with(@Nullable Changes changes) {
    return changes == null
        ? this
        : new Supervision(
            changes.alarms == null ? alarms : changes.alarms,
            changes.byHand == null ? byHand : changes.byHand,
            Board.merged(posts, changes.posts, Post::id));
  }
}
