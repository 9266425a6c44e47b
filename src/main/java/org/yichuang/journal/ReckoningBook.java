package org.yichuang.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;

/**
 * Which cases have clocks that another calendar could move, and how far they were reckoned anew.
 * Answers come where they were asked for, once.
 */
public interface ReckoningBook {
  /** Keeps nothing, and never asks for anything to be reckoned. */
  ReckoningBook NONE = new NoBook();

  /**
   * How far the cases of a hall are reckoned.
   *
   * @param bundled edition of the national calendar that came with the program
   * @param calendar version of the national calendar
   * @param configuration the hall's, since which it opens as it does
   * @param cause version of the national calendar whose arrival began it; 0: something of the hall,
   *     or of the program
   * @param upTo the last up to which all are; null: none yet
   * @param finished all are
   */
  record Progress(
      int bundled,
      int calendar,
      int configuration,
      int cause,
      @Nullable CaseNumber upTo,
      boolean finished) {}

  /** What was found; failed: the database did not answer. */
  sealed interface Found<T> {
    record Value<T>(T value) implements Found<T> {}

    record Failed<T>(String detail) implements Found<T> {}
  }

  /** Whether anything is ever reckoned here. */
  default boolean isKept() {
    return true;
  }

  /** Empty: nothing was reckoned since the hall began. */
  void find(HallId hall, Consumer<Found<Optional<Progress>>> answer);

  /** Cases whose clocks run, in the order of their numbers. */
  void running(
      HallId hall, @Nullable CaseNumber after, int limit, Consumer<Found<List<CaseNumber>>> answer);

  /**
   * Keeps it, in the place of what was kept of the hall. Failed also when another owner has kept a
   * later calendar: nothing is kept then.
   */
  void save(HallId hall, Progress progress, Consumer<Found<Progress>> answer);

  /** See {@link #NONE}. */
  final class NoBook implements ReckoningBook {
    private NoBook() {}

    @Override
    public boolean isKept() {
      return false;
    }

    @Override
    public void find(HallId hall, Consumer<Found<Optional<Progress>>> answer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void running(
        HallId hall,
        @Nullable CaseNumber after,
        int limit,
        Consumer<Found<List<CaseNumber>>> answer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(HallId hall, Progress progress, Consumer<Found<Progress>> answer) {
      throw new UnsupportedOperationException();
    }
  }
}
