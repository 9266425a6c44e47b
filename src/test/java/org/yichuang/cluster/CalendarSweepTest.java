package org.yichuang.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseNumber;
import org.yichuang.catalogue.CalendarEdition;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.ReckoningBook;

/** A hall with sixty open cases, whose calendar changes. */
class CalendarSweepTest {
  private static final HallId HALL = new HallId(1);
  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final int CASES = 60;

  private final Book book = new Book();
  private final World world = new World();
  private CalendarSweep sweep = fresh();

  /** Keeps one hall's progress. */
  private static final class Book implements ReckoningBook {
    Optional<Progress> kept = Optional.empty();
    final List<Progress> saved = new ArrayList<>();
    boolean away;

    /** Another owner has kept a later calendar. */
    boolean overtaken;

    private <T> void answer(T value, Consumer<Found<T>> answer) {
      answer.accept(away ? new Found.Failed<>("away") : new Found.Value<>(value));
    }

    @Override
    public void find(HallId hall, Consumer<Found<Optional<Progress>>> answer) {
      answer(kept, answer);
    }

    @Override
    public void running(
        HallId hall,
        @Nullable CaseNumber after,
        int limit,
        Consumer<Found<List<CaseNumber>>> answer) {
      answer(
          IntStream.rangeClosed(after == null ? 1 : after.sequence() + 1, CASES)
              .limit(limit)
              .mapToObj(CalendarSweepTest::number)
              .toList(),
          answer);
    }

    @Override
    public void save(HallId hall, Progress progress, Consumer<Found<Progress>> answer) {
      if (overtaken) {
        answer.accept(new Found.Failed<>("another owner has kept a later calendar"));
        return;
      }
      if (!away) {
        kept = Optional.of(progress);
        saved.add(progress);
      }
      answer(progress, answer);
    }
  }

  /** The hall, its catalogue and its clock. */
  private static final class World implements CalendarSweep.Cases, CasePorts.Watch, Catalogue {
    CalendarEdition edition = CalendarEdition.FIRST;
    long now;
    int room = 500;
    int looks;
    final List<String> reckoned = new ArrayList<>();
    final Set<CaseNumber> onTheirWay = new HashSet<>();
    final Set<CaseNumber> unreadable = new HashSet<>();
    final Set<CaseNumber> broken = new HashSet<>();
    int passedOver;

    @Override
    public long now() {
      return now;
    }

    @Override
    public int room() {
      return room;
    }

    /** Every second case changes. */
    @Override
    public void reckon(CaseNumber number, int cause, Consumer<CalendarSweep.Reckoned> then) {
      if (unreadable.contains(number)) {
        then.accept(CalendarSweep.Reckoned.NOT_NOW);
        return;
      }
      if (broken.contains(number)) {
        then.accept(CalendarSweep.Reckoned.PASSED_OVER);
        return;
      }
      reckoned.add(number.sequence() + " by " + cause);
      if (number.sequence() % 2 == 0) {
        onTheirWay.add(number);
        then.accept(CalendarSweep.Reckoned.ON_ITS_WAY);
      } else {
        then.accept(CalendarSweep.Reckoned.SAME);
      }
    }

    @Override
    public void ready() {}

    @Override
    public void recorded(CaseRow row) {}

    @Override
    public void passedOver(HallId hall, int cases) {
      passedOver = cases;
    }

    @Override
    public CalendarEdition calendarEdition(HallId hall) {
      return edition;
    }

    @Override
    public void refresh(Runnable done) {
      looks++;
      done.run();
    }

    @Override
    public List<HallConfig> halls() {
      return List.of();
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return Optional.empty();
    }

    @Override
    public HallConfig newest(HallId hall) {
      throw new IllegalStateException("not asked here");
    }

    @Override
    public LocalDate founded(HallId hall) {
      return DAY;
    }

    @Override
    public HallConfig version(HallId hall, int version) {
      throw new IllegalStateException("not asked here");
    }
  }

  private static CaseNumber number(int sequence) {
    return new CaseNumber(HALL, DAY, sequence);
  }

  private CalendarSweep fresh() {
    CasePorts ports = new CasePorts(new NoCases(), book, world, CasePorts.Limits.DEFAULT);
    return new CalendarSweep(HALL, ports, new CaseLaw(HALL, world), world);
  }

  /** What is on its way arrives. */
  private void land() {
    Set<CaseNumber> landed = Set.copyOf(world.onTheirWay);
    world.onTheirWay.clear();
    landed.forEach(sweep::written);
  }

  private void later() {
    world.now += 10_000;
    sweep.work();
  }

  @Test
  void nothing_is_reckoned_while_the_calendar_is_what_it_was() {
    sweep.work();
    later();
    assertEquals(List.of(), world.reckoned);
    assertEquals(Optional.of(world.now + 2_000), sweep.nextMillis());
  }

  @Test
  void every_case_is_reckoned_once_and_kept_when_it_is_written() {
    sweep.work();
    world.edition = new CalendarEdition(1, 1, 1);
    later();
    assertEquals(25, world.reckoned.size());
    assertEquals(List.of(), book.saved, "twelve are on their way");
    assertEquals(Optional.empty(), sweep.nextMillis());
    for (int page = 0; page < 3; page++) {
      land();
    }
    assertEquals(
        IntStream.rangeClosed(1, CASES).mapToObj(nth -> nth + " by 1").toList(), world.reckoned);
    assertEquals(List.of(false, false, true), book.saved.stream().map(p -> p.finished()).toList());
    later();
    assertEquals(CASES, world.reckoned.size());
  }

  @Test
  void who_follows_goes_on_where_the_last_was() {
    world.edition = new CalendarEdition(1, 1, 1);
    sweep.work();
    land();
    world.reckoned.clear();
    world.onTheirWay.clear();
    sweep = fresh();
    sweep.work();
    assertEquals("26 by 1", world.reckoned.getFirst());
    land();
    land();
    assertTrue(book.kept.orElseThrow().finished());
  }

  @Test
  void what_was_forgotten_is_not_waited_for() {
    world.edition = new CalendarEdition(1, 1, 1);
    sweep.work();
    sweep.forget();
    world.reckoned.clear();
    sweep.work();
    assertEquals("1 by 1", world.reckoned.getFirst());
  }

  @Test
  void a_page_that_could_not_be_read_is_tried_again() {
    world.edition = new CalendarEdition(1, 1, 1);
    world.unreadable.add(number(3));
    sweep.work();
    land();
    assertEquals(List.of(), book.saved);
    world.unreadable.clear();
    later();
    land();
    assertEquals(25, book.saved.getFirst().upTo().sequence());
  }

  @Test
  void without_the_database_and_without_room_it_waits() {
    world.edition = new CalendarEdition(1, 1, 1);
    book.away = true;
    sweep.work();
    book.away = false;
    world.room = 0;
    later();
    assertEquals(List.of(), world.reckoned);
    world.room = 7;
    later();
    assertEquals(7, world.reckoned.size());
  }

  @Test
  void a_node_that_is_behind_looks_and_then_begins_anew() {
    book.kept = Optional.of(new ReckoningBook.Progress(1, 2, 1, 2, null, true));
    world.edition = new CalendarEdition(1, 1, 1);
    sweep.work();
    assertEquals(1, world.looks);
    assertEquals(List.of(), world.reckoned);
    world.edition = new CalendarEdition(1, 2, 1);
    later();
    assertEquals("1 by 2", world.reckoned.getFirst());
  }

  @Test
  void a_halls_own_times_are_another_cause() {
    book.kept = Optional.of(new ReckoningBook.Progress(1, 2, 1, 2, null, true));
    world.edition = new CalendarEdition(1, 2, 5);
    sweep.work();
    assertEquals("1 by 0", world.reckoned.getFirst());
    land();
    land();
    land();
    assertEquals("60 by 0", world.reckoned.getLast());
  }

  @Test
  void what_a_node_that_is_behind_decided_is_reckoned_by_whoever_follows_it() {
    book.kept = Optional.of(new ReckoningBook.Progress(1, 2, 1, 2, null, true));
    world.edition = new CalendarEdition(1, 1, 1);
    sweep.work();
    later();
    assertEquals(List.of(new ReckoningBook.Progress(1, 2, 1, 2, null, false)), book.saved, "once");
    world.edition = new CalendarEdition(1, 2, 1);
    sweep = fresh();
    sweep.work();
    assertEquals("1 by 2", world.reckoned.getFirst());
  }

  @Test
  void another_calendar_that_came_with_the_program_is_reckoned_by() {
    book.kept = Optional.of(new ReckoningBook.Progress(1, 2, 1, 2, null, true));
    world.edition = new CalendarEdition(2, 2, 1);
    sweep.work();
    for (int page = 0; page < 3; page++) {
      land();
    }
    assertEquals("1 by 0", world.reckoned.getFirst());
    assertEquals(CASES, world.reckoned.size());
    assertEquals(
        new ReckoningBook.Progress(2, 2, 1, 0, number(CASES), true), book.kept.orElseThrow());
  }

  @Test
  void a_program_with_an_older_calendar_reckons_nothing_and_leaves_word() {
    book.kept = Optional.of(new ReckoningBook.Progress(2, 0, 1, 0, null, true));
    sweep.work();
    later();
    assertEquals(List.of(), world.reckoned);
    assertEquals(new ReckoningBook.Progress(2, 0, 1, 0, null, false), book.kept.orElseThrow());
  }

  @Test
  void a_case_that_cannot_be_followed_is_passed_over_counted_and_tried_again() {
    world.edition = new CalendarEdition(1, 1, 1);
    world.broken.addAll(Set.of(number(3), number(30)));
    sweep.work();
    for (int page = 0; page < 3; page++) {
      land();
    }
    assertEquals(CASES - 2, world.reckoned.size());
    assertEquals(2, world.passedOver);
    assertEquals(new ReckoningBook.Progress(1, 1, 1, 1, number(2), false), book.kept.orElseThrow());
    later();
    assertEquals(CASES - 2, world.reckoned.size(), "not all the time");

    world.broken.remove(number(3));
    world.now += CalendarSweep.PASSED_OVER_MILLIS;
    sweep.work();
    assertEquals("3 by 1", world.reckoned.getLast());
    assertEquals(CASES - 1, world.reckoned.size());
    assertEquals(1, world.passedOver);
    assertEquals(
        new ReckoningBook.Progress(1, 1, 1, 1, number(29), false), book.kept.orElseThrow());

    world.broken.clear();
    world.now += CalendarSweep.PASSED_OVER_MILLIS;
    sweep.work();
    land();
    assertEquals("30 by 1", world.reckoned.getLast());
    assertEquals(0, world.passedOver);
    assertTrue(book.kept.orElseThrow().finished());
  }

  @Test
  void who_follows_tries_what_was_passed_over() {
    world.edition = new CalendarEdition(1, 1, 1);
    world.broken.add(number(40));
    sweep.work();
    for (int page = 0; page < 3; page++) {
      land();
    }
    world.broken.clear();
    world.reckoned.clear();
    sweep = fresh();
    sweep.work();
    assertEquals("40 by 1", world.reckoned.getFirst());
    land();
    assertTrue(book.kept.orElseThrow().finished());
  }

  @Test
  void what_another_owner_kept_is_asked_for_anew() {
    world.edition = new CalendarEdition(1, 1, 1);
    book.overtaken = true;
    sweep.work();
    land();
    assertEquals(List.of(), book.saved);
    book.kept = Optional.of(new ReckoningBook.Progress(1, 1, 1, 1, number(50), false));
    book.overtaken = false;
    world.reckoned.clear();
    later();
    assertEquals("51 by 1", world.reckoned.getFirst());
  }
}
