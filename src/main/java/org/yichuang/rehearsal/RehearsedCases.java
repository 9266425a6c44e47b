package org.yichuang.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.ItemRef;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;

/**
 * The cases of a played year: each matter that was served at a window is registered there and then;
 * whoever stayed away applies online. No case knows of another, so each lives from its registration
 * to the end of the year at once. Single-threaded; the same seed gives the same lives.
 */
final class RehearsedCases {

  /** One case, when the year is over for it. */
  @FunctionalInterface
  interface Listener {
    void lived(CaseLife life);
  }

  private static final HallId HALL = new HallId(1);
  private static final int VERSION = 1;

  /** An application, before it has a number. */
  record Application(Instant at, Channel channel, QueueId queue, @Nullable TicketId ticket) {}

  private final CaseItems items;
  private final Map<QueueId, List<CaseItem>> byZone = new HashMap<>();
  private final Calendars calendars;
  private final CaseRules rules;
  private final Instant end;
  private final SplittableRandom random;
  private final Listener listener;

  /**
   * @param end what falls due later is not played
   */
  RehearsedCases(StoredCatalogue.Import hall, Instant end, long seed, Listener listener) {
    items = hall.caseItems();
    calendars = hall.calendars();
    rules = new CaseRules(calendars);
    random = new SplittableRandom(seed);
    this.end = end;
    this.listener = listener;
    List<QueueId> zones = DayPlan.zones(hall.file().figures());
    for (Item item : hall.items().items()) {
      CaseItem form = items.find(new ItemRef(item.id().value(), VERSION)).orElseThrow();
      if (hasFigure(hall, item.queue())) {
        byZone.computeIfAbsent(item.queue(), unused -> new ArrayList<>()).add(form);
      } else if (form.kind() == CaseKind.REPLY || form.kind() == CaseKind.SPECIAL) {
        // they concern every department; the zone that lists them has no figure of its own
        zones.stream()
            .filter(zone -> hasFigure(hall, zone))
            .forEach(zone -> byZone.computeIfAbsent(zone, unused -> new ArrayList<>()).add(form));
      }
    }
  }

  private static boolean hasFigure(StoredCatalogue.Import hall, QueueId queue) {
    return Optional.ofNullable(hall.file().figures().zones().get(queue))
        .filter(zone -> zone.casesPerYear().isPresent())
        .isPresent();
  }

  /**
   * Plays the cases of a day: those that its visitors handed in, and for the rest of the planned
   * ones an application online.
   *
   * @param opens the instant from which the turns' times are
   */
  void play(YearPlan.Day day, List<Turn> turns, Instant opens) {
    List<Application> applications = new ArrayList<>();
    Map<QueueId, Integer> left = new HashMap<>(day.cases());
    for (Turn turn : turns) {
      if (!turn.served() || turn.errand().advice()) {
        continue;
      }
      Instant at = opens.plusMillis(turn.services().getLast().toMillis());
      QueueId zone = turn.errand().queue();
      for (int i = 0; i < turn.errand().matters(); i++) {
        int planned = left.getOrDefault(zone, 0);
        if (planned > 0) {
          left.put(zone, planned - 1);
          applications.add(new Application(at, Channel.WINDOW, zone, turn.ticket()));
        }
      }
    }
    Draws draws = new Draws(random);
    day.cases().keySet().stream()
        .sorted(Comparator.comparing(QueueId::value))
        .forEach(
            zone -> {
              for (int i = left.getOrDefault(zone, 0); i > 0; i--) {
                Instant at = opens.plusSeconds(draws.below(14 * 3_600));
                applications.add(new Application(at, Channel.ONLINE, zone, null));
              }
            });
    applications.sort(
        Comparator.comparing(Application::at).thenComparing(one -> one.queue().value()));
    int sequence = 0;
    for (Application application : applications) {
      CaseNumber number = new CaseNumber(HALL, day.date(), ++sequence);
      live(number, application, new Draws(random.split()));
    }
  }

  private void live(CaseNumber number, Application application, Draws draws) {
    List<CaseItem> offered = byZone.getOrDefault(application.queue(), List.of());
    if (offered.isEmpty()) {
      throw new IllegalStateException("no item is offered in " + application.queue());
    }
    CaseItem item = draws.oneOf(offered, RehearsedCases::weight);
    CasePlay play =
        new CasePlay(new CaseLife(rules, number, items), item, application, calendars, draws);
    play.until(end);
    listener.lived(play.life());
  }

  /** How often it is asked for: our judgement. */
  private static double weight(CaseItem item) {
    return switch (item.kind()) {
      case IMMEDIATE -> 10;
      case PROMISED -> 2;
      case JOINT, SENT_UP -> 1;
      case SPECIAL -> 0.5;
      case REPLY -> 0.2;
    };
  }

  /** Opening time added to a moment; empty: beyond what the calendar looks ahead. */
  static Optional<Instant> later(Calendars calendars, Instant from, double minutes) {
    long millis = Math.max(1, Math.round(minutes * 60_000));
    return calendars.opening().plusOpening(from, Duration.ofMillis(millis));
  }

  static LocalDate date(Calendars calendars, Instant at) {
    return LocalDate.ofInstant(at, calendars.zone());
  }
}
