package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small hall at a time that the test moves: three queues, four windows, nothing but the rules.
 */
public final class HallScene {
  public static final HallId HALL = new HallId(1);
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** A Monday, 09:00 in Shanghai. */
  public static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

  public static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

  public static final QueueId SOCIAL = new QueueId("social");
  public static final QueueId TAX = new QueueId("tax");
  public static final QueueId LAND = new QueueId("land");

  /** Serves social and tax. */
  public static final WindowId A1 = new WindowId("A1");

  /** Serves social. */
  public static final WindowId A2 = new WindowId("A2");

  /** Serves land, tax and social. */
  public static final WindowId A3 = new WindowId("A3");

  /** Serves land. */
  public static final WindowId A4 = new WindowId("A4");

  public static final AccountId KIOSK = new AccountId(90);
  public static final AccountId ANNA = new AccountId(1);
  public static final AccountId BORIS = new AccountId(2);

  final HallConfig config;
  public final HallState state;

  /** Every version that the hall has; more may be added. */
  final Map<Integer, HallConfig> versions = new HashMap<>();

  final List<RecordedEvent> events = new ArrayList<>();
  Instant now;

  HallScene(HallConfig config, Instant start) {
    this.config = config;
    versions.put(config.version(), config);
    state = new HallState(HALL, this::known);
    now = start;
  }

  /** Monday morning, with the usual rules, and the day already open. */
  public static HallScene onMonday() {
    HallScene scene = new HallScene(config(), MORNING);
    scene.catchUp();
    return scene;
  }

  public static HallConfig config() {
    return config(SHANGHAI, DailyHours.ROUND_THE_CLOCK, HallConfig.Rules.DEFAULT);
  }

  public static HallConfig config(ZoneId zone, Hours hours, HallConfig.Rules rules) {
    return config(zone, hours, HallConfig.Settings.DEFAULT.with(rules));
  }

  /** Round the clock in Shanghai. */
  static HallConfig config(HallConfig.Settings settings) {
    return config(SHANGHAI, DailyHours.ROUND_THE_CLOCK, settings);
  }

  static HallConfig config(ZoneId zone, Hours hours, HallConfig.Settings settings) {
    return new HallConfig(
        HALL,
        "hanjiang",
        1,
        new LocalText("涵江区", "Hanjiang"),
        zone,
        hours,
        List.of(
            new HallConfig.Queue(SOCIAL, "B", new LocalText("社保", "Social security")),
            new HallConfig.Queue(TAX, "T", new LocalText("税务", "Tax")),
            new HallConfig.Queue(LAND, "L", new LocalText("不动产", "Land"))),
        List.of(
            window(A1, SOCIAL, TAX),
            window(A2, SOCIAL),
            window(A3, LAND, TAX, SOCIAL),
            window(A4, LAND)),
        settings);
  }

  /** Another version of the usual hall, for rules that do not look at it. */
  public static HallConfig version(int version) {
    HallConfig first = config();
    return new HallConfig(
        HALL,
        first.slug(),
        version,
        first.name(),
        first.zone(),
        first.hours(),
        first.queues(),
        first.windows(),
        first.settings());
  }

  static HallConfig.Window window(WindowId id, QueueId... queues) {
    return new HallConfig.Window(id, new LocalText(id + " 号窗口", "Window " + id), List.of(queues));
  }

  private HallConfig known(int version) {
    HallConfig known = versions.get(version);
    if (known == null) {
      throw new UnknownConfiguration(HALL, version);
    }
    return known;
  }

  /** Another version of the same hall, stored and not in force. */
  HallConfig store(int version, List<HallConfig.Queue> queues, List<HallConfig.Window> windows) {
    HallConfig other =
        new HallConfig(
            HALL,
            config.slug(),
            version,
            config.name(),
            config.zone(),
            config.hours(),
            queues,
            windows,
            config.settings());
    versions.put(version, other);
    return other;
  }

  /** The same events without the estimates of numbers that were given. */
  public static List<HallEvent> withoutEstimates(List<HallEvent> events) {
    return events.stream()
        .map(
            event ->
                event instanceof HallEvent.TicketIssued issued
                    ? new HallEvent.TicketIssued(
                        issued.ticket(),
                        issued.queue(),
                        issued.key(),
                        issued.ahead(),
                        issued.person(),
                        issued.reason(),
                        issued.visit(),
                        issued.matters(),
                        issued.items(),
                        issued.booked(),
                        null)
                    : event)
        .toList();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Applies what fell due by now. */
  void catchUp() {
    if (state.day().isEmpty()) {
      LocalDate today = LocalDate.ofInstant(now, config.zone());
      apply(HallRules.founding(today, config), AccountId.SYSTEM);
    }
    HallConfig newest = versions.get(Collections.max(versions.keySet()));
    List<HallEvent> due = HallRules.due(state, newest, now);
    while (!due.isEmpty()) {
      due.forEach(event -> apply(event, AccountId.SYSTEM));
      due = HallRules.due(state, newest, now);
    }
  }

  Outcome decide(HallCommand command, AccountId actor) {
    return HallRules.decide(state, command, actor, now);
  }

  /** Decides a command that must be accepted, and applies what it causes. */
  public List<HallEvent> give(HallCommand command, AccountId actor) {
    if (decide(command, actor) instanceof Outcome.Accepted accepted) {
      accepted.events().forEach(event -> apply(event, actor));
      return accepted.events();
    }
    throw new AssertionError(command + " was refused: " + decide(command, actor));
  }

  public TicketId issue(QueueId queue) {
    return ((HallEvent.TicketIssued) give(new HallCommand.IssueTicket(queue), KIOSK).getFirst())
        .ticket();
  }

  /** A visit of an ordinary person, one matter in each of the queues. */
  List<TicketId> visit(QueueId... queues) {
    return give(HallCommand.IssueTicket.of(List.of(queues), PersonClass.ORDINARY, null), KIOSK)
        .stream()
        .map(event -> ((HallEvent.TicketIssued) event).ticket())
        .toList();
  }

  void apply(HallEvent event, AccountId actor) {
    LocalDate day =
        event instanceof HallEvent.DayOpened opened ? opened.day() : state.day().orElseThrow();
    int seq = event instanceof HallEvent.DayOpened ? 1 : state.seq() + 1;
    RecordedEvent recorded = new RecordedEvent(day, seq, now, actor, null, event);
    state.apply(recorded);
    events.add(recorded);
  }

  /** What the events so far add up to, from nothing. */
  HallState replayed() {
    HallState replayed = new HallState(HALL, this::known);
    events.forEach(replayed::apply);
    return replayed;
  }
}
