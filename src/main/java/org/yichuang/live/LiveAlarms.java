package org.yichuang.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final int BEATS_BETWEEN_READINGS = 6;
  private static final long COUNT_MILLIS = 1_000;

  private record Heartbeat(String type, Instant at) {}

  /** What was read of a scope. */
  private record Read(Map<HallId, CaseFigures.Lights> lights, List<CaseFigures.Alarmed> alarmed) {}

  private final Vertx vertx;
  private final Context home;
  private final NodeId node;
  private final Catalogue catalogue;
  private final CaseFigures figures;
  private final AlarmPublisher publisher;
  private final InstantSource clock;
  private final LiveLimits limits;
  private final Map<CaseScope, AlarmRoom> rooms = new HashMap<>();

  /** Halls that had news since their cases were counted. */
  private final Set<HallId> uncounted = new HashSet<>();

  private boolean counting;

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
          AlarmRoom room = rooms.computeIfAbsent(scope, AlarmRoom::new);
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
          AlarmRoom room = rooms.get(scope);
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
    for (AlarmRoom room : List.copyOf(rooms.values())) {
      if (room.current) {
        room.hubs.forEach(hub -> hub.caseHeartbeat(room.scope, beat));
      }
      if (!room.current || ++room.beats >= BEATS_BETWEEN_READINGS) {
        read(room);
      }
    }
  }

  /** Reads all of it; sends it when something differs from what was sent. */
  private void read(AlarmRoom room) {
    if (room.reading) {
      return;
    }
    room.reading = true;
    room.beats = 0;
    Future<Map<HallId, CaseFigures.Lights>> lights = figures.lights(room.scope.halls());
    Future<List<CaseFigures.Alarmed>> alarmed =
        figures.alarmed(room.scope.halls(), null, null, AlarmRoom.MAX_ALARMS);
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

  private void take(AlarmRoom room, Read read) {
    AlarmRoom.Changes unseen = new AlarmRoom.Changes();
    room.empty();
    read.alarmed()
        .forEach(
            one ->
                room.put(
                    view(
                        one.number().hall(),
                        new CaseNews.Now(one.number(), one.item(), one.itemVersion(), one.alarm())),
                    unseen));
    List<CaseNews> meanwhile = List.copyOf(room.meanwhile);
    room.meanwhile.clear();
    meanwhile.forEach(news -> follow(room, news, unseen));
    room.lights.clear();
    room.lights.putAll(read.lights());
    ShownCases fresh = shown(room);
    if (!fresh.sameAs(room.shown)) {
      show(room, fresh, null);
    }
  }

  private List<ShownCases.LightsView> lights(AlarmRoom room) {
    return catalogue.halls().stream()
        .filter(hall -> room.scope.halls().contains(hall.id()))
        .map(
            hall ->
                ShownCases.LightsView.of(
                    hall.slug(), room.lights.getOrDefault(hall.id(), CaseFigures.Lights.NONE)))
        .toList();
  }

  private ShownCases shown(AlarmRoom room) {
    return new ShownCases(clock.instant(), lights(room), room.alarms());
  }

  private void show(AlarmRoom room, ShownCases fresh, @Nullable SharedText delta) {
    room.shown = fresh;
    room.hubs.forEach(hub -> hub.showCases(room.scope, fresh, delta));
  }

  private void news(CaseNews news) {
    for (AlarmRoom room : rooms.values()) {
      if (!room.scope.halls().contains(news.hall())) {
        continue;
      }
      if (room.reading) {
        room.meanwhile.add(news);
      }
      AlarmRoom.Changes changes = new AlarmRoom.Changes();
      follow(room, news, changes);
      if (room.shown != null && !changes.isEmpty()) {
        show(room, shown(room), changes.delta(clock.instant()));
      }
      uncounted.add(news.hall());
    }
    countSoon();
  }

  private void follow(AlarmRoom room, CaseNews news, AlarmRoom.Changes changes) {
    for (CaseNews.Now now : news.cases()) {
      if (now.alarm().level() == null) {
        room.clear(now.number().display(), changes);
      } else {
        room.put(view(news.hall(), now), changes);
      }
    }
  }

  /**
   * Counts are the database's: asked for at most once a second while news come, for all rooms
   * together, and of the halls alone that had any.
   */
  private void countSoon() {
    if (counting || uncounted.isEmpty()) {
      return;
    }
    counting = true;
    vertx.setTimer(COUNT_MILLIS, unused -> home.runOnContext(go -> count()));
  }

  private void count() {
    Set<HallId> halls = Set.copyOf(uncounted);
    uncounted.clear();
    figures
        .lights(halls)
        .onComplete(
            result ->
                home.runOnContext(
                    unused -> {
                      counting = false;
                      if (result.succeeded()) {
                        List.copyOf(rooms.values())
                            .forEach(room -> counted(room, halls, result.result()));
                      }
                      countSoon();
                    }));
  }

  private void counted(AlarmRoom room, Set<HallId> halls, Map<HallId, CaseFigures.Lights> lights) {
    List<ShownCases.LightsView> before = lights(room);
    for (HallId hall : halls) {
      if (room.scope.halls().contains(hall)) {
        room.lights.put(hall, lights.getOrDefault(hall, CaseFigures.Lights.NONE));
      }
    }
    if (room.shown != null && !lights(room).equals(before)) {
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
