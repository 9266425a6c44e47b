package org.yichuang.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.LiveContract;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseTally;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.NodeId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.CaseFigures;
import org.yichuang.journal.CaseFile;

/** Real sockets, and frames that are held against the contract; the database says what we say. */
class LiveAlarmsTest {
  private static final HallId HALL = new HallId(1);
  private static final int MOST_FRAMES = 2_000;
  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final LiveLimits LIMITS = new LiveLimits(3, 50, 10_000, 65_536, 5);
  private static final CaseScope SCOPE = CaseScope.of(List.of(HALL));
  private static final CaseFile.Due NOT_DUE = new CaseFile.Due(null, null, null);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Figures figures = new Figures();
  private final Map<String, Validator> messages = new LiveContract().messages("showCases");
  private AlarmPublisher publisher;
  private LiveHub hub;
  private String base;

  private static final class Figures implements CaseFigures {
    volatile boolean away;

    /** Each reading finds a case more. */
    volatile boolean changes;

    /** Of which halls cases were counted. */
    final List<Set<HallId>> counted = new CopyOnWriteArrayList<>();

    volatile Map<HallId, Lights> lights = Map.of(HALL, new Lights(5, 0, 1, 1));
    final Map<Integer, String> levels = new ConcurrentHashMap<>();

    private <T> Future<T> answer(T value) {
      return away ? Future.failedFuture("no database") : Future.succeededFuture(value);
    }

    @Override
    public Future<Map<String, CaseTally>> tallies(
        Map<HallId, LocalDate> halls, LocalDate from, LocalDate to) {
      return Future.failedFuture("not asked here");
    }

    @Override
    public Future<Map<HallId, Lights>> lights(Collection<HallId> halls) {
      counted.add(Set.copyOf(halls));
      return answer(lights);
    }

    @Override
    public Future<List<Alarmed>> alarmed(
        Collection<HallId> halls, @Nullable String light, @Nullable Place after, int limit) {
      if (changes) {
        levels.put(levels.size() + 1, "red");
      }
      return answer(
          levels.entrySet().stream()
              .map(entry -> LiveAlarmsTest.alarmed(entry.getKey(), entry.getValue()))
              .sorted(
                  Comparator.comparingInt((Alarmed one) -> -one.place().level())
                      .thenComparing(Alarmed::number))
              .limit(limit)
              .toList());
    }
  }

  private static final class Sockets implements BoardSource {
    @Override
    public void join(HallId hall, LiveHub hub) {}

    @Override
    public void leave(HallId hall, LiveHub hub) {}

    @Override
    public boolean admit() {
      return true;
    }

    @Override
    public void dismiss() {}

    @Override
    public LiveLimits limits() {
      return LIMITS;
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }
  }

  private record OneHall(HallConfig config) implements Catalogue {
    @Override
    public List<HallConfig> halls() {
      return List.of(config);
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return Optional.of(config);
    }

    @Override
    public HallConfig newest(HallId hall) {
      return config;
    }

    @Override
    public LocalDate founded(HallId hall) {
      return DAY;
    }

    @Override
    public HallConfig version(HallId hall, int version) {
      return config;
    }
  }

  @BeforeEach
  void start() throws Exception {
    NodeId node = new NodeId("here");
    Catalogue catalogue = new OneHall(BundledFiles.demonstrationHall().config(HALL, 1, true));
    publisher = new AlarmPublisher(vertx, node, InstantSource.system());
    LiveAlarms alarms =
        new LiveAlarms(vertx, node, catalogue, figures, publisher, InstantSource.system(), LIMITS);
    await(publisher.listen());
    await(alarms.start());
    Context loop = vertx.getOrCreateContext();
    hub = new LiveHub(loop, new Sockets(), alarms, new SimpleMeterRegistry());
    Future<Integer> listening =
        Future.future(
            promise ->
                loop.runOnContext(
                    unused ->
                        vertx
                            .createHttpServer(
                                new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                            .webSocketHandler(
                                socket ->
                                    hub.openCases(
                                        scope(socket.path()),
                                        socket,
                                        () -> Future.succeededFuture(true),
                                        () -> {}))
                            .listen()
                            .map(server -> server.actualPort())
                            .onComplete(promise)));
    base = "http://127.0.0.1:" + await(listening);
  }

  /** As the path says: hall 1, and another one. */
  private static CaseScope scope(String path) {
    return path.equals("/")
        ? SCOPE
        : CaseScope.of(List.of(HALL, new HallId(Integer.parseInt(path.substring(1)))));
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static CaseNumber number(int sequence) {
    return new CaseNumber(HALL, DAY, sequence);
  }

  private static CaseFile.Raised raised(String level) {
    return new CaseFile.Raised(
        level, "promised", 1, Instant.parse("2026-11-23T09:00:00Z"), DAY, 13);
  }

  private static CaseFigures.Alarmed alarmed(int sequence, String level) {
    return new CaseFigures.Alarmed(
        number(sequence),
        "dispatch-licence",
        1,
        "promised",
        "accepted",
        "red",
        null,
        DAY,
        null,
        raised(level));
  }

  private static CaseFile file(int sequence, CaseFile.Raised alarm) {
    return new CaseFile(
        number(sequence),
        3,
        "dispatch-licence",
        1,
        "promised",
        "accepted",
        "red",
        "window",
        1L,
        null,
        null,
        null,
        1,
        1,
        null,
        DAY,
        DAY,
        null,
        null,
        NOT_DUE,
        NOT_DUE,
        NOT_DUE,
        1,
        alarm,
        null);
  }

  private void commit(CaseFile... files) {
    publisher.committed(
        new Cargo(
            HALL,
            List.of(),
            List.of(),
            List.of(),
            new Cargo.OfCases(List.of(), List.of(), List.of(files))));
    for (CaseFile file : files) {
      figures.levels.remove(file.number().sequence());
      if (file.alarm().level() != null) {
        figures.levels.put(file.number().sequence(), file.alarm().level());
      }
    }
  }

  /** The next frame that is so; those between are as the contract says too. */
  private JsonObject next(LiveContract.Socket socket, Predicate<JsonObject> wanted)
      throws Exception {
    for (int frames = 0; frames < MOST_FRAMES; frames++) {
      JsonObject frame = socket.next(messages);
      if (wanted.test(frame)) {
        return frame;
      }
    }
    throw new AssertionError("it never came");
  }

  private JsonObject next(LiveContract.Socket socket, String type) throws Exception {
    return next(socket, frame -> frame.getString("type").equals(type));
  }

  private static Predicate<JsonObject> deltaOf(String field) {
    return frame -> frame.getString("type").equals("delta") && frame.containsKey(field);
  }

  @Test
  void an_alarm_is_shown_when_it_is_committed_and_goes_when_it_is_met() throws Exception {
    figures.levels.putAll(Map.of(1, "red", 2, "yellow"));
    try (LiveContract.Socket socket = new LiveContract.Socket(base, "/", null)) {
      JsonObject snapshot = next(socket, "snapshot");
      assertEquals(
          new JsonArray().add(number(1).display()).add(number(2).display()),
          new JsonArray(
              snapshot.getJsonArray("alarms").stream()
                  .map(alarm -> ((JsonObject) alarm).getString("case"))
                  .toList()));
      assertEquals(5, snapshot.getJsonArray("halls").getJsonObject(0).getInteger("green"));

      commit(file(3, raised("escalated-to-backup")), file(4, CaseFile.Raised.NONE));
      JsonObject alarm = next(socket, deltaOf("alarms")).getJsonArray("alarms").getJsonObject(0);
      assertEquals(number(3).display(), alarm.getString("case"));
      assertEquals("backup", alarm.getString("to"));
      assertEquals(13, alarm.getInteger("account"));
      assertEquals("red", alarm.getString("light"));

      commit(file(3, raised("escalated-to-backup")));
      commit(file(1, CaseFile.Raised.NONE));
      assertEquals(
          new JsonArray().add(number(1).display()),
          next(socket, deltaOf("cleared")).getJsonArray("cleared"));
      figures.lights = Map.of(HALL, new CaseFigures.Lights(4, 0, 2, 2));
      next(
          socket,
          frame ->
              frame.containsKey("halls")
                  && frame.getJsonArray("halls").getJsonObject(0).getInteger("green") == 4);

      socket.ask();
      JsonArray alarms = next(socket, "snapshot").getJsonArray("alarms");
      assertEquals(number(3).display(), alarms.getJsonObject(0).getString("case"));
      assertEquals(2, alarms.size());
    }
  }

  @Test
  void what_news_have_missed_comes_by_the_next_reading() throws Exception {
    try (LiveContract.Socket socket = new LiveContract.Socket(base, "/", null)) {
      assertEquals(0, next(socket, "snapshot").getJsonArray("alarms").size());
      figures.levels.put(7, "red");
      assertEquals(1, next(socket, "snapshot").getJsonArray("alarms").size());
    }
  }

  @Test
  void without_the_database_nothing_is_said_to_be_true() throws Exception {
    figures.away = true;
    try (LiveContract.Socket socket = new LiveContract.Socket(base, "/", null)) {
      figures.away = false;
      assertEquals("snapshot", socket.next(messages).getString("type"));
      assertEquals("heartbeat", socket.next(messages).getString("type"));
    }
  }

  @Test
  void the_worst_stay_when_there_are_too_many() throws Exception {
    try (LiveContract.Socket socket = new LiveContract.Socket(base, "/", null)) {
      next(socket, "snapshot");
      for (int i = 1; i <= AlarmRoom.MAX_ALARMS + 50; i++) {
        commit(file(i, raised(i % 2 == 0 ? "red" : "yellow")));
      }
      CaseFile last = file(999, raised("escalated-to-supervisor"));
      commit(last);
      next(socket, frame -> frame.encode().contains(number(999).display()));
      socket.ask();
      JsonArray alarms = next(socket, "snapshot").getJsonArray("alarms");
      assertEquals(AlarmRoom.MAX_ALARMS, alarms.size());
      assertEquals(number(999).display(), alarms.getJsonObject(0).getString("case"));
      assertTrue(alarms.getJsonObject(1).getString("level").equals("red"));
    }
  }

  @Test
  void what_gives_way_to_worse_ones_goes_from_every_screen() throws Exception {
    try (LiveContract.Socket socket = new LiveContract.Socket(base, "/", null)) {
      Set<String> screen = new TreeSet<>();
      apply(next(socket, "snapshot"), screen);
      for (int i = 1; i <= AlarmRoom.MAX_ALARMS + 50; i++) {
        commit(file(i, raised("yellow")));
      }
      commit(file(1, raised("red")), file(2, CaseFile.Raised.NONE));
      commit(file(999, raised("escalated-to-supervisor")));
      JsonObject frame = new JsonObject();
      while (!frame.encode().contains(number(999).display())) {
        frame = next(socket, shown -> true);
        apply(frame, screen);
      }
      socket.ask();
      Set<String> asked = new TreeSet<>();
      JsonObject answer = next(socket, shown -> true);
      while (!answer.getString("type").equals("snapshot")) {
        apply(answer, screen);
        answer = next(socket, shown -> true);
      }
      apply(answer, asked);
      assertEquals(asked, screen);
    }
  }

  private static void apply(JsonObject frame, Set<String> screen) {
    if (frame.getString("type").equals("snapshot")) {
      screen.clear();
    }
    frame.getJsonArray("alarms", new JsonArray()).stream()
        .map(alarm -> ((JsonObject) alarm).getString("case"))
        .forEach(screen::add);
    frame.getJsonArray("cleared", new JsonArray()).forEach(gone -> screen.remove((String) gone));
  }

  @Test
  void cases_are_counted_for_all_who_look_at_once_and_where_there_was_news() throws Exception {
    try (LiveContract.Socket one = new LiveContract.Socket(base, "/2", null);
        LiveContract.Socket other = new LiveContract.Socket(base, "/3", null)) {
      next(one, "snapshot");
      next(other, "snapshot");
      figures.lights = Map.of(HALL, new CaseFigures.Lights(4, 0, 2, 2));
      commit(file(3, raised("red")), file(4, raised("red")));
      next(one, deltaOf("alarms"));
      while (!figures.counted.contains(Set.of(HALL))) {
        next(one, shown -> true);
      }
      assertEquals(1, figures.counted.stream().filter(halls -> halls.equals(Set.of(HALL))).count());
    }
  }

  @Test
  void all_is_read_anew_at_every_sixth_heartbeat_and_not_at_the_first() throws Exception {
    figures.changes = true;
    try (LiveContract.Socket socket = new LiveContract.Socket(base, "/", null)) {
      next(socket, "snapshot");
      for (int reading = 0; reading < 2; reading++) {
        int heartbeats = 0;
        while (!next(socket, frame -> true).getString("type").equals("snapshot")) {
          heartbeats++;
        }
        assertEquals(6, heartbeats);
      }
    }
  }
}
