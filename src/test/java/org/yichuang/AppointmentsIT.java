package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.appointments.Appointment;
import org.yichuang.appointments.Appointments;
import org.yichuang.appointments.Appointments.Booking;
import org.yichuang.appointments.Channel;
import org.yichuang.appointments.DatabaseAppointments;
import org.yichuang.appointments.PersonKey;
import org.yichuang.appointments.Slots;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallScene;

/** Bookings in a real database, many at the same moment. */
class AppointmentsIT {
  private static final HallConfig HALL = HallScene.config();
  private static final Instant NOW = HallScene.MORNING;
  private static final Instant SLOT = NOW.plus(Duration.ofDays(1));
  private static final PersonKey KEY = new PersonKey(new byte[32]);

  private Vertx vertx;
  private DatabaseAddress database;
  private DatabaseAppointments appointments;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    database = TestDatabase.fresh();
    run(
        "insert into hall (slug, founded, centre)"
            + " select 'hanjiang', date '2026-01-01', id from centre");
    PgConnectOptions options = TestDatabase.options(database);
    Pool pool =
        PgBuilder.pool()
            .connectingTo(options)
            .with(new PoolOptions().setMaxSize(16))
            .using(vertx)
            .build();
    appointments = new DatabaseAppointments(pool);
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void sixty_people_at_once_get_the_three_places_of_a_slot() throws Exception {
    List<Future<Booking>> asked =
        IntStream.range(0, 60).mapToObj(i -> book(request(i, SLOT, 3, null))).toList();
    Map<String, Long> outcomes = outcomes(asked);
    assertEquals(Map.of("Made", 3L, "SlotFull", 57L), outcomes);
    assertEquals(List.of(1, 2, 3), places());
    assertEquals(
        Map.of(SLOT, 3),
        await(
            appointments.booked(
                HALL.id(),
                HallScene.SOCIAL,
                LocalDate.of(2026, 11, 24),
                LocalDate.of(2026, 11, 24))));
  }

  @Test
  void whoever_booked_under_the_old_key_is_recognised_under_the_new_one() throws Exception {
    for (int day = 0; day < 3; day++) {
      made(request(1, SLOT.plus(Duration.ofDays(day)), 9, null));
    }
    Appointments.Command command = new Appointments.Command(UUID.randomUUID(), UUID.randomUUID());
    Appointment booked = made(request(2, SLOT, 9, command));

    byte[] next = new byte[32];
    next[0] = 1;
    PersonKey both = new PersonKey(next, new byte[32]);
    Instant later = SLOT.plus(Duration.ofDays(5));
    assertInstanceOf(Booking.Made.class, await(book(under(new PersonKey(next), 1, later, null))));
    assertInstanceOf(Booking.Made.class, await(book(under(both, 3, later, null))));
    assertInstanceOf(Booking.OncePerDay.class, await(book(under(both, 2, SLOT, null))));
    Appointments.Command otherwise = new Appointments.Command(UUID.randomUUID(), UUID.randomUUID());
    Appointments.Request repeated = under(both, 2, SLOT, otherwise);
    assertEquals(
        booked.id(),
        assertInstanceOf(
                Booking.Made.class,
                await(
                    book(
                        new Appointments.Request(
                            HALL,
                            HallScene.SOCIAL,
                            repeated.slot(),
                            null,
                            Channel.ONLINE,
                            repeated.person(),
                            null,
                            otherwise,
                            new Appointments.Other(KEY.byPhone("13800130002"), command)))))
            .appointment()
            .id());
    assertInstanceOf(
        Booking.TooMany.class, await(book(under(both, 1, later.plusSeconds(86_400), null))));
    assertInstanceOf(
        Booking.TooMany.class,
        await(book(under(new PersonKey(next), 1, later.plusSeconds(86_400), null))),
        "it is stored under the new key now");
  }

  private static Appointments.Request under(
      PersonKey key, int person, Instant slot, Appointments.@Nullable Command command) {
    String phone = "1380013%04d".formatted(person);
    PersonKey other = key.other();
    return new Appointments.Request(
        HALL,
        HallScene.SOCIAL,
        new Slots.Slot(slot, slot.plusSeconds(1_800), 9),
        null,
        Channel.ONLINE,
        key.byPhone(phone),
        null,
        command,
        other == null ? null : new Appointments.Other(other.byPhone(phone), null));
  }

  @Test
  void a_cancelled_place_is_free_again_and_the_smallest_is_taken_first() throws Exception {
    List<Appointment> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(made(request(i, SLOT, 3, null)));
    }
    for (int twice = 0; twice < 2; twice++) {
      assertTrue(await(appointments.cancel(made.get(1).id(), NOW)).orElseThrow().cancelled());
    }
    assertEquals(List.of(1, 3), places());
    made(request(7, SLOT, 3, null));
    assertInstanceOf(Booking.SlotFull.class, await(book(request(8, SLOT, 3, null))));
    assertEquals(List.of(1, 2, 3), places());
  }

  @Test
  void a_slot_that_is_over_is_not_cancelled() throws Exception {
    Appointment made = made(request(1, SLOT, 3, null));
    Instant end = made.to();
    assertFalse(await(appointments.cancel(made.id(), end)).orElseThrow().cancelled());
    assertTrue(await(appointments.cancel(made.id(), end.minusMillis(1))).orElseThrow().cancelled());
  }

  @Test
  void a_person_has_one_for_a_day_and_three_in_all_however_many_ask_at_once() throws Exception {
    List<Future<Booking>> sameDay =
        IntStream.range(0, 20)
            .mapToObj(i -> book(request(1, SLOT.plusSeconds(1_800L * i), 9, null)))
            .toList();
    assertEquals(Map.of("Made", 1L, "OncePerDay", 19L), outcomes(sameDay));
    List<Future<Booking>> otherDays =
        IntStream.range(1, 9)
            .mapToObj(i -> book(request(1, SLOT.plus(Duration.ofDays(i)), 9, null)))
            .toList();
    assertEquals(Map.of("Made", 2L, "TooMany", 6L), outcomes(otherDays));
  }

  @Test
  void a_repeated_command_gets_its_first_booking_also_at_the_same_moment() throws Exception {
    Appointments.Command command = new Appointments.Command(UUID.randomUUID(), UUID.randomUUID());
    List<Future<Booking>> asked =
        IntStream.range(0, 12).mapToObj(i -> book(request(1, SLOT, 9, command))).toList();
    assertEquals(1, asked.stream().map(AppointmentsIT::id).distinct().count());
    assertEquals(List.of(1), places());
    Appointments.Command other = new Appointments.Command(command.id(), UUID.randomUUID());
    assertInstanceOf(Booking.KeyReused.class, await(book(request(2, SLOT, 9, other))));
  }

  @Test
  void whoever_did_not_come_three_times_books_at_the_hall_until_that_is_long_ago()
      throws Exception {
    for (int day = 0; day < 3; day++) {
      made(request(1, SLOT.plus(Duration.ofDays(day)), 9, null));
    }
    Instant later = SLOT.plus(Duration.ofDays(4));
    Appointments.Request again = request(1, later.plus(Duration.ofDays(1)), 9, null);
    Booking.Paused paused =
        assertInstanceOf(Booking.Paused.class, await(appointments.book(again, later)));
    assertEquals(LocalDate.of(2026, 11, 24).plusDays(90), paused.until());
    Appointments.Request atKiosk =
        new Appointments.Request(
            HALL,
            HallScene.SOCIAL,
            again.slot(),
            null,
            Channel.KIOSK,
            again.person(),
            null,
            null,
            null);
    assertInstanceOf(Booking.Made.class, await(appointments.book(atKiosk, later)));
    Instant longAfter = SLOT.plus(Duration.ofDays(92));
    assertInstanceOf(
        Booking.Made.class,
        await(
            appointments.book(request(1, longAfter.plus(Duration.ofDays(1)), 9, null), longAfter)));
  }

  /** Minutes from the beginning of the slot on 24 November; the grace is 15. */
  @ParameterizedTest(name = "paused at {0}, resumed at {1}")
  @CsvSource({
    "-60, 1, Made",
    "-60, 0, Made",
    "-60, -1, Paused",
    "15, 60, Made",
    "16, 60, Paused",
    "5, , Made",
    "-60, , Made"
  })
  void nobody_missed_an_appointment_while_the_hall_stood_still(
      int paused, @Nullable Integer resumed, String booked) throws Exception {
    for (int day = 0; day < 3; day++) {
      made(request(1, SLOT.plus(Duration.ofDays(day)), 9, null));
    }
    run("select ensure_partitions(date '2026-11-24')");
    event(1, "HallPaused", paused);
    if (resumed != null) {
      event(2, "HallResumed", resumed);
    }
    Instant later = SLOT.plus(Duration.ofDays(4));
    Booking again =
        await(appointments.book(request(1, later.plus(Duration.ofDays(1)), 9, null), later));
    assertEquals(booked, again.getClass().getSimpleName());
  }

  private void event(int seq, String type, int minutes) throws Exception {
    run(
        """
        insert into journal (hall, day, seq, type, version, payload, at, actor, previous, hash)
        values (1, '2026-11-24', %d, '%s', 1, '', %d, 1, sha256(''), sha256(''))
        """
            .formatted(seq, type, SLOT.plus(Duration.ofMinutes(minutes)).toEpochMilli()));
  }

  @Test
  void whoever_came_is_no_no_show_and_cannot_cancel() throws Exception {
    List<Appointment> made = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      made.add(made(request(1, SLOT.plus(Duration.ofDays(day)), 9, null)));
    }
    run("select ensure_partitions(date '2026-11-24')");
    run(
        """
        insert into ticket (hall, day, prefix, number, queue, state, issued_at, calls, appointment,
                            reconstructed)
        values (1, '2026-11-24', 'B', 17, 'social', 'Waiting', 0, 0, '%s', false)
        """
            .formatted(made.getFirst().id().value()));
    Appointment met = await(appointments.cancel(made.getFirst().id(), NOW)).orElseThrow();
    assertFalse(met.cancelled());
    assertEquals("B017", String.valueOf(met.ticket().display()));
    Instant later = SLOT.plus(Duration.ofDays(4));
    assertInstanceOf(
        Booking.Made.class,
        await(appointments.book(request(1, later.plus(Duration.ofDays(1)), 9, null), later)));
  }

  @Test
  void who_somebody_is_is_forgotten() throws Exception {
    made(request(1, SLOT, 9, null));
    assertEquals(0, await(appointments.forget(LocalDate.of(2026, 11, 24))));
    assertEquals(1, await(appointments.forget(LocalDate.of(2026, 11, 25))));
    assertEquals(0, await(appointments.forget(LocalDate.of(2026, 11, 25))));
  }

  private Future<Booking> book(Appointments.Request request) {
    return appointments.book(request, NOW);
  }

  private Appointment made(Appointments.Request request) throws Exception {
    return assertInstanceOf(Booking.Made.class, await(book(request))).appointment();
  }

  private static Appointments.Request request(
      int person, Instant slot, int places, Appointments.@Nullable Command command) {
    return new Appointments.Request(
        HALL,
        HallScene.SOCIAL,
        new Slots.Slot(slot, slot.plusSeconds(1_800), places),
        null,
        Channel.ONLINE,
        KEY.byPhone("1380013%04d".formatted(person)),
        null,
        command,
        null);
  }

  private static Map<String, Long> outcomes(List<Future<Booking>> asked) throws Exception {
    List<String> names = new ArrayList<>();
    for (Future<Booking> each : asked) {
      names.add(await(each).getClass().getSimpleName());
    }
    return names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }

  private static String id(Future<Booking> asked) {
    try {
      return ((Booking.Made) await(asked)).appointment().id().value();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private List<Integer> places() throws Exception {
    List<Integer> places = new ArrayList<>();
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select place from appointment where state = 'booked' order by place")) {
      while (rows.next()) {
        places.add(rows.getInt(1));
      }
    }
    return places;
  }

  private void run(String sql) throws Exception {
    try (Connection connection = database.connect(database.running());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
