package org.yichuang.cluster;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
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
 * on there. Reckoning a case twice changes nothing: the second time nothing differs. An owner that
 * knows older calendars than those that were kept may decide by them: it says at once that all is
 * to be reckoned anew, and whoever knows them first does it. Cases that cannot be followed are
 * passed over and tried again; until they are reckoned, what is kept stays before the first of
 * them.
 */
final class CalendarSweep {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarSweep.class);

  /** Cases at a time: some milliseconds of the event loop. */
  private static final int PAGE = 25;

  /** Between two looks at whether a calendar has changed. */
  private static final long LOOK_MILLIS = 2_000;

  /** Before cases that were passed over are tried again. */
  static final long PASSED_OVER_MILLIS = 600_000;

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
    NOT_NOW,
    /** It is there and cannot be followed. */
    PASSED_OVER
  }

  private final HallId hall;
  private final ReckoningBook book;
  private final CasePorts.Watch watch;
  private final CaseLaw law;
  private final Cases cases;
  private final long retryMillis;
  private final PassedOver passedOver = new PassedOver();

  /** How far it came, passed over or not; null: the book was not asked yet. */
  private @Nullable Progress kept;

  /** How far it will be when all of the page is in the journal; null: no page is under way. */
  private @Nullable Progress next;

  /** Cases of the page that are being read, or on their way to the journal. */
  private final Set<CaseNumber> open = new HashSet<>();

  /** Something of the page could not be read. */
  private boolean incomplete;

  private boolean asking;
  private long workAt;
  private long passedOverAt;
  private long generation;
  private long changed;

  CalendarSweep(HallId hall, CasePorts ports, CaseLaw law, Cases cases) {
    this.hall = hall;
    book = ports.book();
    watch = ports.watch();
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
    passedOver.clear();
    watch.passedOver(hall, 0);
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
    CalendarEdition reached =
        new CalendarEdition(before.bundled(), before.calendar(), before.configuration());
    if (reached.isAheadOf(edition)) {
      beginAnew(before, reached.calendar() > edition.calendar());
    } else if (reached.equals(edition) && before.finished()) {
      if (passedOver.isEmpty() || cases.now() < passedOverAt) {
        later(LOOK_MILLIS);
      } else {
        passedOverAgain(before);
      }
    } else {
      boolean goesOn = reached.equals(edition);
      int arrived = before.calendar() == edition.calendar() ? 0 : edition.calendar();
      page(edition, goesOn ? before.cause() : arrived, goesOn ? before.upTo() : null);
    }
  }

  /** Others know newer calendars: what is decided here meanwhile is to be reckoned by them. */
  private void beginAnew(Progress before, boolean national) {
    later(LOOK_MILLIS);
    law.look(() -> {});
    Progress anew =
        new Progress(
            before.bundled(),
            before.calendar(),
            before.configuration(),
            national ? before.calendar() : before.cause(),
            null,
            false);
    if (!before.equals(anew)) {
      this.<Progress>ask(answer -> book.save(hall, anew, answer), saved -> kept = saved);
    }
  }

  private void found(Optional<Progress> progress) {
    CalendarEdition first = CalendarEdition.FIRST;
    kept =
        progress.orElseGet(
            () ->
                new Progress(
                    first.bundled(), first.calendar(), first.configuration(), 0, null, true));
    passedOver.clear();
    work();
  }

  private void page(CalendarEdition edition, int cause, @Nullable CaseNumber after) {
    int limit = Math.min(PAGE, cases.room());
    if (limit <= 0) {
      later(retryMillis);
      return;
    }
    if (after == null) {
      passedOver.clear();
      changed = 0;
      LOG.info("{}: cases are reckoned by calendar {}", hall, edition.calendar());
    }
    this.<List<CaseNumber>>ask(
        answer -> book.running(hall, after, limit, answer),
        numbers ->
            reckon(
                new Progress(
                    edition.bundled(),
                    edition.calendar(),
                    edition.configuration(),
                    cause,
                    numbers.isEmpty() ? after : numbers.getLast(),
                    numbers.size() < limit),
                inOrder(after, numbers)));
  }

  private static SequencedMap<CaseNumber, PassedOver.Before> inOrder(
      @Nullable CaseNumber after, List<CaseNumber> numbers) {
    SequencedMap<CaseNumber, PassedOver.Before> page = new LinkedHashMap<>();
    CaseNumber last = after;
    for (CaseNumber number : numbers) {
      page.put(number, new PassedOver.Before(last));
      last = number;
    }
    return page;
  }

  private void passedOverAgain(Progress all) {
    if (cases.room() < passedOver.size()) {
      later(retryMillis);
    } else {
      reckon(all, passedOver.takeAll());
    }
  }

  private void reckon(Progress page, SequencedMap<CaseNumber, PassedOver.Before> numbers) {
    next = page;
    open.addAll(numbers.keySet());
    long mine = generation;
    numbers.forEach(
        (number, before) ->
            cases.reckon(
                number,
                page.cause(),
                reckoned -> {
                  if (mine == generation) {
                    reckoned(number, before, reckoned);
                  }
                }));
    settle();
  }

  private void reckoned(CaseNumber number, PassedOver.Before before, Reckoned reckoned) {
    switch (reckoned) {
      case SAME -> open.remove(number);
      case ON_ITS_WAY -> changed++;
      case NOT_NOW -> {
        incomplete = true;
        open.remove(number);
      }
      case PASSED_OVER -> {
        incomplete |= passedOver.isFull();
        passedOver.add(number, before);
        passedOverAt = cases.now() + PASSED_OVER_MILLIS;
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
    watch.passedOver(hall, passedOver.size());
    if (incomplete) {
      incomplete = false;
      next = null;
      kept = null;
      later(passedOver.isFull() ? PASSED_OVER_MILLIS : retryMillis);
      return;
    }
    this.<Progress>ask(answer -> book.save(hall, certain(page), answer), saved -> reached(page));
  }

  /** What may be kept: nothing behind a case that was passed over. */
  private Progress certain(Progress page) {
    return passedOver.isEmpty()
        ? page
        : new Progress(
            page.bundled(),
            page.calendar(),
            page.configuration(),
            page.cause(),
            passedOver.upTo(),
            false);
  }

  private void reached(Progress page) {
    next = null;
    kept = page;
    if (page.finished()) {
      LOG.info("{}: calendar {} changed deadlines of {} cases", hall, page.calendar(), changed);
      if (!passedOver.isEmpty()) {
        LOG.warn(
            "{}: {} cases cannot be followed, and are tried again in {} minutes: {}",
            hall,
            passedOver.size(),
            PASSED_OVER_MILLIS / 60_000,
            passedOver);
      }
    }
    work();
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
              kept = null;
              next = null;
              open.clear();
              later(retryMillis);
            }
          }
          cases.ready();
        });
  }
}
