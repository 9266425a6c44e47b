package org.yichuang.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.Outcome;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.WindowId;

/** Business days of a test's hall that are over, written by the rules as a server would have. */
public final class PastDays {
  private final Connection connection;
  private final HallConfig hall;
  private final HallState state;
  private Hash head = Hash.NONE;

  private PastDays(Connection connection, HallConfig hall) {
    this.connection = connection;
    this.hall = hall;
    state = new HallState(hall.id(), version -> hall);
  }

  /**
   * Before the hall's first start: on each day, at noon, people come to the queue {@code all} and
   * the first of them is served at {@code T1}.
   *
   * @param days in order; the last one stays open
   */
  public static void write(DatabaseAddress database, String slug, List<LocalDate> days, int people)
      throws Exception {
    try (Connection connection = database.connect(database.running())) {
      HallConfig hall = StoredCatalogue.load(connection).hall(slug).orElseThrow();
      connection.setAutoCommit(false);
      PastDays past = new PastDays(connection, hall);
      for (LocalDate day : days) {
        past.day(day, people);
      }
      past.show();
      connection.commit();
    }
  }

  private void day(LocalDate day, int people) throws SQLException {
    try (PreparedStatement partition = connection.prepareStatement("select ensure_partitions(?)")) {
      partition.setObject(1, day);
      partition.execute();
    }
    Instant noon = day.atTime(LocalTime.NOON).atZone(hall.zone()).toInstant();
    if (state.day().isEmpty()) {
      record(HallRules.founding(day, hall), noon);
    }
    List<HallEvent> due = HallRules.due(state, hall, noon);
    while (!due.isEmpty()) {
      for (HallEvent event : due) {
        record(event, noon);
      }
      due = HallRules.due(state, hall, noon);
    }
    record(new HallEvent.HallAdopted("past#" + day), noon);
    WindowId window = new WindowId("T1");
    for (int person = 0; person < people; person++) {
      give(new HallCommand.IssueTicket(new QueueId("all")), noon);
    }
    give(new HallCommand.OpenWindow(window), noon);
    give(new HallCommand.CallNext(window), noon);
    give(new HallCommand.StartService(window), noon.plusSeconds(30));
    give(
        new HallCommand.CompleteService(window, List.of(MatterOutcome.DONE)),
        noon.plusSeconds(300));
  }

  private void show() throws SQLException {
    new TicketTable().fill(connection, "public.ticket", hall.id(), state);
  }

  private void give(HallCommand command, Instant at) throws SQLException {
    if (!(HallRules.decide(state, command, new AccountId(1), at)
        instanceof Outcome.Accepted done)) {
      throw new IllegalStateException(command + " was refused");
    }
    for (HallEvent event : done.events()) {
      record(event, at);
    }
  }

  private void record(HallEvent event, Instant at) throws SQLException {
    boolean opens = event instanceof HallEvent.DayOpened;
    if (opens && state.day().isPresent()) {
      show();
    }
    LocalDate day =
        event instanceof HallEvent.DayOpened opened ? opened.day() : state.day().orElseThrow();
    JournalRow row =
        JournalRow.link(
            hall.id(),
            new RecordedEvent(day, opens ? 1 : state.seq() + 1, at, new AccountId(1), null, event),
            head);
    state.apply(row.recorded());
    head = row.hash();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into journal values (?, ?, ?, ?, ?, ?, ?, ?, null, null, ?, ?)")) {
      insert.setInt(1, row.hall().value());
      insert.setObject(2, row.recorded().day());
      insert.setInt(3, row.recorded().seq());
      insert.setString(4, row.type());
      insert.setInt(5, row.version());
      insert.setBytes(6, row.payload().getBytes());
      insert.setLong(7, row.recorded().at().toEpochMilli());
      insert.setInt(8, row.recorded().actor().value());
      insert.setBytes(9, row.previous().bytes());
      insert.setBytes(10, row.hash().bytes());
      insert.executeUpdate();
    }
  }
}
