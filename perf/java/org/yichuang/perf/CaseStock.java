package org.yichuang.perf;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Chain;
import org.yichuang.cases.Document;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.journal.CaseFile;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.Hash;
import org.yichuang.journal.JournalRow;

/**
 * Open cases of many halls, written as the server would have written them: real events, real hash
 * chains, and the read table that they add up to. Blocking.
 *
 * <p>Each hall's stream begins yesterday at nine, when its lasting cases were accepted; what they
 * wait for is days away. Today it gets cases of half an hour, of which nothing is recorded but
 * yellow: they are due to the millisecond when they are asked to be.
 */
final class CaseStock {
  private static final String LASTING = "labour-dispatch-licence";
  private static final String PROMPT = "sole-trader-registration";
  private static final Duration PROMISE = Duration.ofMinutes(30);
  private static final AccountId CLERK = new AccountId(1);
  private static final Chain CHAIN =
      new Chain(new AccountId(2), null, new AccountId(3), new AccountId(4));

  /** A case as any other of its item and moment: all but its number. */
  private record Pattern(List<RecordedCaseEvent> events, List<CaseRow> rows, CaseState state) {
    /** The command that registered it, with all the others. */
    CommandStamp registration() {
      return Objects.requireNonNull(events.getFirst().command());
    }
  }

  private final Connection connection;
  private final StoredCatalogue catalogue;
  private final LocalDate today;

  /** Each hall's stream, as far as it is written. */
  private final Map<Integer, Stream> streams = new TreeMap<>();

  private static final class Stream {
    final HallConfig config;
    final HallState state;
    Hash head = Hash.NONE;

    Stream(HallConfig config) {
      this.config = config;
      state = new HallState(config.id(), version -> config);
    }
  }

  /**
   * @param halls those of {@link BusyHalls} with their items
   */
  CaseStock(Connection connection, StoredCatalogue catalogue, List<HallConfig> halls) {
    this.connection = connection;
    this.catalogue = catalogue;
    HallConfig any = halls.getFirst();
    today = LocalDate.ofInstant(Instant.now(), any.zone());
    halls.forEach(hall -> streams.put(hall.id().value(), new Stream(hall)));
  }

  LocalDate today() {
    return today;
  }

  /** Writes cases whose next deadline is days away, so many for each hall, into yesterday. */
  void lasting(int perHall) throws SQLException {
    LocalDate yesterday = today.minusDays(1);
    ensurePartitions(yesterday);
    ensurePartitions(today);
    for (Stream stream : streams.values()) {
      Instant at = yesterday.atTime(LocalTime.of(9, 0)).atZone(stream.config.zone()).toInstant();
      Pattern pattern = accepted(stream, at, yesterday);
      List<HallEvent> opening = new ArrayList<>();
      opening.add(HallRules.founding(yesterday, stream.config));
      write(stream, opening, null, at);
      write(stream, opened(1, perHall, 2), pattern.registration(), at);
      copies(stream, yesterday, 1, perHall, pattern);
      Instant morning = today.atTime(0, 0, 1).atZone(stream.config.zone()).toInstant();
      for (List<HallEvent> due = HallRules.due(stream.state, stream.config, morning);
          !due.isEmpty();
          due = HallRules.due(stream.state, stream.config, morning)) {
        write(stream, due, null, morning);
      }
    }
  }

  /**
   * Writes cases of today that are due at one instant in each hall.
   *
   * @param due at least a few seconds from now, at least half an hour after midnight
   */
  void dueAt(Instant due, int perHall) throws SQLException {
    for (Stream stream : streams.values()) {
      dueAt(stream, due, perHall);
    }
  }

  /**
   * The same, of one hall.
   *
   * @param hall in the order of their numbers, from 0
   */
  void dueAt(int hall, Instant due, int cases) throws SQLException {
    dueAt(List.copyOf(streams.values()).get(hall), due, cases);
  }

  private void dueAt(Stream stream, Instant due, int cases) throws SQLException {
    Instant registered = due.minus(PROMISE);
    if (registered.isBefore(today.atTime(0, 1).atZone(stream.config.zone()).toInstant())) {
      throw new IllegalStateException("this does not work in the first half hour of a day");
    }
    int first = stream.state.cases() + 1;
    Pattern pattern = received(stream, registered, due);
    write(stream, opened(first, cases, 2), pattern.registration(), registered);
    copies(stream, today, first, cases, pattern);
  }

  int halls() {
    return streams.size();
  }

  private void ensurePartitions(LocalDate month) throws SQLException {
    try (var call = connection.prepareStatement("select ensure_partitions(?)")) {
      call.setObject(1, month);
      call.execute();
    }
  }

  private static List<HallEvent> opened(int first, int count, int events) {
    List<HallEvent> opened = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      opened.add(new HallEvent.CaseOpened(first + i, events, null));
    }
    return opened;
  }

  private void write(
      Stream stream, List<HallEvent> events, @Nullable CommandStamp command, Instant at)
      throws SQLException {
    try (CaseRows rows =
        new CaseRows(
            connection,
            "journal",
            "hall, day, seq, type, version, payload, at, actor, command_id, command_digest,"
                + " previous, hash")) {
      for (HallEvent event : events) {
        LocalDate day =
            event instanceof HallEvent.DayOpened opened
                ? opened.day()
                : stream.state.day().orElseThrow();
        int seq = event instanceof HallEvent.DayOpened ? 1 : stream.state.seq() + 1;
        AccountId actor = event instanceof HallEvent.CaseOpened ? CLERK : AccountId.SYSTEM;
        RecordedEvent recorded = new RecordedEvent(day, seq, at, actor, command, event);
        JournalRow row = JournalRow.link(stream.config.id(), recorded, stream.head);
        stream.state.apply(recorded);
        stream.head = row.hash();
        rows.column(row.hall().value())
            .column(day)
            .column(seq)
            .column(row.type())
            .column(row.version())
            .column(row.payload().getBytes())
            .column(at.toEpochMilli())
            .column(actor.value())
            .column(command == null ? null : command.id())
            .column(command == null ? null : command.digest())
            .column(row.previous().bytes())
            .column(row.hash().bytes())
            .end();
      }
    }
  }

  /** A licence that is worked on. */
  private Pattern accepted(Stream stream, Instant at, LocalDate day) {
    List<RecordedCaseEvent> events = new ArrayList<>();
    CaseState state = registered(stream, LASTING, at, day, events);
    CaseCommand accept =
        new CaseCommand.AcceptCase(new Document("涵人社〔2026〕1号", day, 1L), CHAIN, Map.of());
    return pattern(stream, decided(stream, state, accept, at, events), events);
  }

  /** An application that waits for its promise to run out. */
  private Pattern received(Stream stream, Instant at, Instant due) {
    List<RecordedCaseEvent> events = new ArrayList<>();
    CaseState state = registered(stream, PROMPT, at, today, events);
    CaseRules rules = rules(stream);
    for (Instant next = rules.nextDue(state).orElseThrow();
        next.isBefore(due);
        next = rules.nextDue(state).orElseThrow()) {
      for (CaseEvent event : rules.due(state, next)) {
        state = applied(state, event, AccountId.SYSTEM, null, next, events);
      }
    }
    if (!rules.nextDue(state).orElseThrow().equals(due)) {
      throw new IllegalStateException(
          "expected something due at %s, found %s".formatted(due, rules.nextDue(state)));
    }
    return pattern(stream, state, events);
  }

  private CaseState registered(
      Stream stream, String item, Instant at, LocalDate day, List<RecordedCaseEvent> events) {
    CaseItems items = catalogue.caseItems(stream.config.id());
    CaseState none = CaseState.unregistered(new CaseNumber(stream.config.id(), day, 1), items);
    CaseCommand register =
        new CaseCommand.RegisterCase(
            new ItemRef(item, stream.config.version()),
            Channel.WINDOW,
            new PersonRef(1),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    return decided(stream, none, register, at, events);
  }

  private CaseRules rules(Stream stream) {
    return new CaseRules(catalogue.calendarsOf(stream.config.id()));
  }

  private CaseState decided(
      Stream stream,
      CaseState state,
      CaseCommand command,
      Instant at,
      List<RecordedCaseEvent> events) {
    Author author = new Author(CLERK, Set.of(CaseRole.INTAKE));
    CommandStamp stamp = new CommandStamp(UUID.randomUUID(), UUID.randomUUID());
    return switch (rules(stream).decide(state, command, author, at)) {
      case CaseOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
      case CaseOutcome.Accepted accepted -> {
        CaseState after = state;
        for (CaseEvent event : accepted.events()) {
          after = applied(after, event, CLERK, stamp, at, events);
        }
        yield after;
      }
    };
  }

  private static CaseState applied(
      CaseState state,
      CaseEvent event,
      AccountId actor,
      @Nullable CommandStamp command,
      Instant at,
      List<RecordedCaseEvent> events) {
    RecordedCaseEvent recorded = new RecordedCaseEvent(state.seq() + 1, at, actor, command, event);
    events.add(recorded);
    return state.apply(recorded);
  }

  private static Pattern pattern(Stream stream, CaseState state, List<RecordedCaseEvent> events) {
    List<CaseRow> rows =
        events.stream().map(event -> CaseRow.link(state.number(), event, Hash.NONE)).toList();
    return new Pattern(events, rows, state);
  }

  private void copies(Stream stream, LocalDate day, int first, int count, Pattern pattern)
      throws SQLException {
    HallId hall = stream.config.id();
    try (CaseRows rows =
        new CaseRows(
            connection,
            "case_journal",
            "hall, day, sequence, seq, type, version, payload, at, actor, command_id,"
                + " command_digest, previous, hash")) {
      List<byte[]> payloads = pattern.rows().stream().map(row -> row.payload().getBytes()).toList();
      for (int i = 0; i < count; i++) {
        CaseNumber number = new CaseNumber(hall, day, first + i);
        Hash head = Hash.NONE;
        for (int e = 0; e < pattern.rows().size(); e++) {
          CaseRow model = pattern.rows().get(e);
          CommandStamp command = model.recorded().command();
          Hash hash =
              new CaseRow(
                      number,
                      model.recorded(),
                      model.type(),
                      model.version(),
                      model.payload(),
                      head,
                      Hash.NONE)
                  .expectedHash();
          rows.column(hall.value())
              .column(day)
              .column(number.sequence())
              .column(model.recorded().seq())
              .column(model.type())
              .column(model.version())
              .column(payloads.get(e))
              .column(model.recorded().at().toEpochMilli())
              .column(model.recorded().actor().value())
              .column(command == null ? null : command.id())
              .column(command == null ? null : command.digest())
              .column(head.bytes())
              .column(hash.bytes())
              .end();
          head = hash;
        }
      }
    }
    files(hall, day, first, count, CaseFile.of(pattern.state(), rules(stream)));
  }

  private void files(HallId hall, LocalDate day, int first, int count, CaseFile file)
      throws SQLException {
    try (CaseRows rows =
        new CaseRows(
            connection,
            "case_file",
            """
            hall, day, sequence, seq, item, item_version, kind, phase, light, channel, applicant,
            owner, clerk, arrived, since,
            promised, promised_running, promised_late,
            statutory, statutory_running, statutory_late,
            delivery, delivery_running, delivery_late,
            visits, next_due
            """)) {
      for (int i = 0; i < count; i++) {
        rows.column(hall.value())
            .column(day)
            .column(first + i)
            .column(file.seq())
            .column(file.item())
            .column(file.itemVersion())
            .column(file.kind())
            .column(file.phase())
            .column(file.light())
            .column(file.channel())
            .column(file.applicant())
            .column(file.owner())
            .column(file.clerk())
            .column(file.arrived())
            .column(file.since());
        for (CaseFile.Due due : List.of(file.promised(), file.statutory(), file.delivery())) {
          rows.column(due.date()).column(due.running()).column(due.late());
        }
        Instant next = file.nextDue();
        rows.column(file.visits()).column(next == null ? null : next.toEpochMilli()).end();
      }
    }
  }
}
