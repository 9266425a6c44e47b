package org.yichuang.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.cases.CaseNumber;
import org.yichuang.catalogue.CalendarEdition;
import org.yichuang.hall.HallId;
import org.yichuang.journal.ReckoningBook;
import org.yichuang.journal.ReckoningBook.Found;
import org.yichuang.journal.ReckoningBook.Progress;

/**
 * Reckons the running clocks of a hall's cases anew when a calendar has changed: some cases at a
 * time, in the order of their numbers, and never more than there is room for beside what falls due.
 * Confined to the owner's event loop.
 *
 * <p>How far it came is kept once the events are in the journal, so whoever owns the hall next goes
 * on there. Reckoning a case twice changes nothing: the second time nothing differs.
 */
final class CalendarSweep {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarSweep.class);

  /** Cases at a time: some milliseconds of the event loop. */
  private static final int PAGE = 25;

  /** Between two looks at whether a calendar has changed. */
  private static final long LOOK_MILLIS = 2_000;

  /** The hall's cases, as the sweep sees them. */
  interface Cases {
    long now();

    /** How many more cases may wait to be sent. */
    int room();

    /**
     * Reckons the case, reading it first when it is not here; then goes on.
     *
     * @param cause version of the national calendar whose arrival it is; 0: something of the hall
     * @param then told what became of it; not after everything was forgotten
     */
    void reckon(CaseNumber number, int cause, Consumer<Reckoned> then);

    /** Something may have to be sent. */
    void ready();
  }

  /** What became of a case. */
  enum Reckoned {
    /** Nothing differs, or there is nothing to reckon. */
    SAME,
    /** An event is on its way; {@link #written} follows. */
    ON_ITS_WAY,
    /** It cannot be read now. */
    NOT_NOW
  }

  private final HallId hall;
  private final ReckoningBook book;
  private final CaseLaw law;
  private final Cases cases;
  private final long retryMillis;

  /** What is kept; null: not read yet. */
  private @Nullable Progress kept;

  /** What will be kept when all of the page is in the journal; null: no page is under way. */
  private @Nullable Progress next;

  /** Cases of the page that are being read, or on their way to the journal. */
  private final Set<CaseNumber> open = new HashSet<>();

  /** Something of the page could not be read. */
  private boolean incomplete;

  /**
   * The book knew of calendars that this node did not: what was decided since may be by old ones.
   */
  private boolean behind;

  private boolean asking;
  private long workAt;
  private long generation;
  private long changed;

  CalendarSweep(HallId hall, CasePorts ports, CaseLaw law, Cases cases) {
    this.hall = hall;
    book = ports.book();
    this.law = law;
    this.cases = cases;
    retryMillis = ports.limits().retryMillis();
  }

  /** Nothing that is known is certain any more. */
  void forget() {
    generation++;
    kept = null;
    next = null;
    open.clear();
    incomplete = false;
    asking = false;
    workAt = 0;
  }

  /** When there is something to do without anybody's command; empty: when something is answered. */
  Optional<Long> nextMillis() {
    return !book.isKept() || asking || next != null ? Optional.empty() : Optional.of(workAt);
  }

  void work() {
    if (!book.isKept() || asking || next != null || cases.now() < workAt) {
      return;
    }
    Progress before = kept;
    if (before == null) {
      this.<Optional<Progress>>ask(answer -> book.find(hall, answer), this::found);
      return;
    }
    CalendarEdition edition = law.edition();
    CalendarEdition reached = new CalendarEdition(before.calendar(), before.configuration());
    if (reached.isAheadOf(edition)) {
      behind = true;
      later(retryMillis);
      law.look(() -> {});
    } else if (reached.equals(edition) && before.finished() && !behind) {
      later(LOOK_MILLIS);
    } else {
      boolean goesOn = reached.equals(edition) && !before.finished() && !behind;
      boolean national = behind || before.calendar() != edition.calendar();
      int cause = goesOn ? before.cause() : national ? edition.calendar() : 0;
      page(edition, cause, goesOn ? before.upTo() : null);
    }
  }

  private void found(Optional<Progress> progress) {
    CalendarEdition first = CalendarEdition.FIRST;
    kept =
        progress.orElseGet(
            () -> new Progress(first.calendar(), first.configuration(), 0, null, true));
    work();
  }

  private void page(CalendarEdition edition, int cause, @Nullable CaseNumber after) {
    int limit = Math.min(PAGE, cases.room());
    if (limit <= 0) {
      later(retryMillis);
      return;
    }
    if (after == null) {
      behind = false;
      changed = 0;
      LOG.info("{}: cases are reckoned by calendar {}", hall, edition.calendar());
    }
    this.<List<CaseNumber>>ask(
        answer -> book.running(hall, after, limit, answer),
        numbers ->
            reckon(
                new Progress(
                    edition.calendar(),
                    edition.configuration(),
                    cause,
                    numbers.isEmpty() ? after : numbers.getLast(),
                    numbers.size() < limit),
                numbers));
  }

  private void reckon(Progress page, List<CaseNumber> numbers) {
    next = page;
    open.addAll(numbers);
    long mine = generation;
    for (CaseNumber number : numbers) {
      cases.reckon(
          number,
          page.cause(),
          reckoned -> {
            if (mine == generation) {
              reckoned(number, reckoned);
            }
          });
    }
    settle();
  }

  private void reckoned(CaseNumber number, Reckoned reckoned) {
    switch (reckoned) {
      case SAME -> open.remove(number);
      case ON_ITS_WAY -> changed++;
      case NOT_NOW -> {
        incomplete = true;
        open.remove(number);
      }
    }
    settle();
  }

  /** All that was on its way of the case is in the journal. */
  void written(CaseNumber number) {
    if (open.remove(number)) {
      settle();
    }
  }

  private void settle() {
    Progress page = next;
    if (page == null || !open.isEmpty() || asking) {
      return;
    }
    if (incomplete) {
      incomplete = false;
      next = null;
      later(retryMillis);
      return;
    }
    this.<Progress>ask(
        answer -> book.save(hall, page, answer),
        saved -> {
          next = null;
          kept = saved;
          if (saved.finished()) {
            LOG.info(
                "{}: calendar {} changed deadlines of {} cases", hall, saved.calendar(), changed);
          }
          work();
        });
  }

  private void later(long millis) {
    workAt = cases.now() + millis;
  }

  private <T> void ask(Consumer<Consumer<Found<T>>> question, Consumer<T> then) {
    asking = true;
    long mine = generation;
    question.accept(
        answer -> {
          if (mine != generation) {
            return;
          }
          asking = false;
          switch (answer) {
            case Found.Value<T> found -> then.accept(found.value());
            case Found.Failed<T> failed -> {
              LOG.warn("{}: reckoning waits: {}", hall, failed.detail());
              next = null;
              open.clear();
              later(retryMillis);
            }
          }
          cases.ready();
        });
  }
}
