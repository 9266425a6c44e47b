package org.yichuang.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.cluster.NodeId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.journal.CaseFigures;
import org.yichuang.journal.CaseFile;

/**
 * Lights and alarms of the cases that somebody supervises on this node. What is committed anywhere
 * comes as news and goes on at once; now and then all of it is read anew, so that news that were
 * lost, or belonged to a flight whose outcome nobody knew, are made up for.
 *
 * <p>Confined to one event loop of its own choosing; the methods may be called from any thread.
 */
public final class LiveAlarms implements CaseSource {
  private static final Logger LOG = LoggerFactory.getLogger(LiveAlarms.class);

  /** Alarms that are shown at once; the worst stay. */
  static final int MAX_ALARMS = 200;

  private static final int BEATS_BETWEEN_READINGS = 6;
  private static final long COUNT_MILLIS = 1_000;

  private record Heartbeat(String type, Instant at) {}

  /** What was read of a scope. */
  private record Read(Map<HallId, CaseFigures.Lights> lights, List<CaseFigures.Alarmed> alarmed) {}

  /** One scope that is looked at. */
  private static final class Room {
    final CaseScope scope;
    final Set<LiveHub> hubs = new LinkedHashSet<>();
    final Map<String, AlarmView> byCase = new HashMap<>();
    final TreeSet<AlarmView> worst = new TreeSet<>(AlarmView.WORST_FIRST);

    /** News that came while it was read. */
    final List<CaseNews> meanwhile = new ArrayList<>();

    List<ShownCases.LightsView> lights = List.of();
    @Nullable ShownCases shown;
    boolean reading;
    boolean counting;

    /** Whether the last reading succeeded. */
    boolean current;

    int beats;

    Room(CaseScope scope) {
      this.scope = scope;
    }

    void put(AlarmView alarm) {
      remove(alarm.number());
      byCase.put(alarm.number(), alarm);
      worst.add(alarm);
      if (worst.size() > MAX_ALARMS) {
        byCase.remove(worst.removeLast().number());
      }
    }

    boolean remove(String number) {
      AlarmView before = byCase.remove(number);
      return before != null && worst.remove(before);
    }
  }

  private final Vertx vertx;
  private final Context home;
  private final NodeId node;
  private final Catalogue catalogue;
  private final CaseFigures figures;
  private final AlarmPublisher publisher;
  private final InstantSource clock;
  private final LiveLimits limits;
  private final Map<CaseScope, Room> rooms = new HashMap<>();

  /** Once for each node. */
  public LiveAlarms(
      Vertx vertx,
      NodeId node,
      Catalogue catalogue,
      CaseFigures figures,
      AlarmPublisher publisher,
      InstantSource clock,
      LiveLimits limits) {
    this.vertx = vertx;
    home = vertx.getOrCreateContext();
    this.node = node;
    this.catalogue = catalogue;
    this.figures = figures;
    this.publisher = publisher;
    this.clock = clock;
    this.limits = limits;
    publisher.showHere(news -> home.runOnContext(unused -> news(news)));
  }

  /** Starts to hear owners, and the heartbeat. */
  public Future<Void> start() {
    home.runOnContext(unused -> vertx.setPeriodic(limits.heartbeatMillis(), tick -> heartbeat()));
    return vertx
        .eventBus()
        .<Buffer>consumer(
            AlarmPublisher.newsAddress(node),
            message -> {
              CaseNews news = AlarmPublisher.NEWS.read(message.body());
              home.runOnContext(unused -> news(news));
            })
        .completion();
  }

  @Override
  public void join(CaseScope scope, LiveHub hub) {
    home.runOnContext(
        unused -> {
          Room room = rooms.computeIfAbsent(scope, Room::new);
          room.hubs.add(hub);
          publisher.watch();
          if (room.shown == null) {
            read(room);
          } else {
            hub.showCases(scope, room.shown, null);
          }
        });
  }

  @Override
  public void leave(CaseScope scope, LiveHub hub) {
    home.runOnContext(
        unused -> {
          Room room = rooms.get(scope);
          if (room != null && room.hubs.remove(hub) && room.hubs.isEmpty()) {
            rooms.remove(scope);
          }
        });
  }

  private void heartbeat() {
    if (rooms.isEmpty()) {
      return;
    }
    publisher.watch();
    SharedText beat = new SharedText(PublicJson.write(new Heartbeat("heartbeat", clock.instant())));
    for (Room room : List.copyOf(rooms.values())) {
      if (room.current) {
        room.hubs.forEach(hub -> hub.caseHeartbeat(room.scope, beat));
      }
      if (!room.current || room.beats++ % BEATS_BETWEEN_READINGS == 0) {
        read(room);
      }
    }
  }

  /** Reads all of it; sends it when something differs from what was sent. */
  private void read(Room room) {
    if (room.reading) {
      return;
    }
    room.reading = true;
    Future<Map<HallId, CaseFigures.Lights>> lights = figures.lights(room.scope.halls());
    Future<List<CaseFigures.Alarmed>> alarmed =
        figures.alarmed(room.scope.halls(), null, null, MAX_ALARMS);
    Future.all(lights, alarmed)
        .map(done -> new Read(lights.result(), alarmed.result()))
        .onComplete(
            result ->
                home.runOnContext(
                    unused -> {
                      room.reading = false;
                      room.current = result.succeeded();
                      if (result.succeeded()) {
                        take(room, result.result());
                      } else {
                        room.meanwhile.clear();
                        LOG.warn("alarms cannot be read: {}", result.cause().getMessage());
                      }
                    }));
  }

  private void take(Room room, Read read) {
    room.byCase.clear();
    room.worst.clear();
    read.alarmed()
        .forEach(
            one ->
                room.put(
                    view(
                        one.number().hall(),
                        new CaseNews.Now(
                            one.number(), one.item(), one.itemVersion(), one.alarm()))));
    List<CaseNews> meanwhile = List.copyOf(room.meanwhile);
    room.meanwhile.clear();
    meanwhile.forEach(news -> follow(room, news, new ArrayList<>(), new ArrayList<>()));
    room.lights = views(room, read.lights());
    ShownCases fresh = shown(room);
    if (!fresh.sameAs(room.shown)) {
      show(room, fresh, null);
    }
  }

  private List<ShownCases.LightsView> views(Room room, Map<HallId, CaseFigures.Lights> lights) {
    return catalogue.halls().stream()
        .filter(hall -> room.scope.halls().contains(hall.id()))
        .map(
            hall ->
                ShownCases.LightsView.of(
                    hall.slug(), lights.getOrDefault(hall.id(), CaseFigures.Lights.NONE)))
        .toList();
  }

  private ShownCases shown(Room room) {
    return new ShownCases(clock.instant(), room.lights, List.copyOf(room.worst));
  }

  private void show(Room room, ShownCases fresh, @Nullable SharedText delta) {
    room.shown = fresh;
    room.hubs.forEach(hub -> hub.showCases(room.scope, fresh, delta));
  }

  private void news(CaseNews news) {
    for (Room room : rooms.values()) {
      if (!room.scope.halls().contains(news.hall())) {
        continue;
      }
      if (room.reading) {
        room.meanwhile.add(news);
      }
      List<AlarmView> changed = new ArrayList<>();
      List<String> cleared = new ArrayList<>();
      follow(room, news, changed, cleared);
      if (room.shown != null && !(changed.isEmpty() && cleared.isEmpty())) {
        show(room, shown(room), ShownCases.delta(clock.instant(), changed, cleared));
      }
      countSoon(room);
    }
  }

  private void follow(Room room, CaseNews news, List<AlarmView> changed, List<String> cleared) {
    for (CaseNews.Now now : news.cases()) {
      String number = now.number().display();
      if (now.alarm().level() == null) {
        if (room.remove(number)) {
          cleared.add(number);
        }
      } else {
        AlarmView alarm = view(news.hall(), now);
        if (!alarm.equals(room.byCase.get(number))) {
          room.put(alarm);
          changed.add(alarm);
        }
      }
    }
  }

  /** Counts are the database's; asked for at most once a second while news come. */
  private void countSoon(Room room) {
    if (room.counting) {
      return;
    }
    room.counting = true;
    vertx.setTimer(
        COUNT_MILLIS,
        unused ->
            figures
                .lights(room.scope.halls())
                .onComplete(
                    result ->
                        home.runOnContext(
                            go -> {
                              room.counting = false;
                              if (result.succeeded() && room.shown != null) {
                                counted(room, views(room, result.result()));
                              }
                            })));
  }

  private void counted(Room room, List<ShownCases.LightsView> lights) {
    if (!lights.equals(room.lights)) {
      room.lights = lights;
      ShownCases fresh = shown(room);
      show(room, fresh, fresh.counts());
    }
  }

  private AlarmView view(HallId hall, CaseNews.Now now) {
    HallConfig config = catalogue.newest(hall);
    CaseFile.Raised alarm = now.alarm();
    return AlarmView.of(
        now.number().display(), config.slug(), now.item(), name(hall, now).orElse(null), alarm);
  }

  private Optional<LocalText> name(HallId hall, CaseNews.Now now) {
    try {
      return catalogue.item(hall, now.itemVersion(), new ItemId(now.item())).map(Item::name);
    } catch (UnknownConfiguration unheardOf) {
      return Optional.empty();
    }
  }
}
