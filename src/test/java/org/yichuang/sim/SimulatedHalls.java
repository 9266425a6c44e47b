package org.yichuang.sim;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.yichuang.cases.CaseItems;
import org.yichuang.catalogue.CalendarEdition;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.deadlines.Calendars;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.hall.WindowId;
import org.yichuang.journal.Timers;

/**
 * Two or three small halls with impatient rules; in mid-run each may get a second version, which
 * other nodes than the first to look hear of late. The third gives no numbers around midnight, nor
 * for some seconds in the morning; by its second version its day is over soon after ten.
 */
final class SimulatedHalls {
  /** How many versions each hall has, once they are stored. */
  static final int VERSIONS = 2;

  private static final HallConfig.Rules RULES = new HallConfig.Rules(2, 150, 2, 400, 9);
  private static final HallConfig.Conduct CONDUCT =
      new HallConfig.Conduct(700, 900, 550, 2, 4, 25, 25, 150, 2, 2_500);
  private static final DailyHours HOURS =
      new DailyHours(
          List.of(
              span("00:00:06", "10:00:05"),
              span("10:00:08", "10:00:20"),
              span("10:00:22", "23:59:57")));

  private static final long LOOK_MILLIS = 40;
  private static final long END_AFTER_MILLIS = 1_500;
  private static final long MINUTE = 60_000;

  private final List<List<HallConfig>> versions = new ArrayList<>();
  private final LocalDate founded;
  private final SimulatedLaw law;
  private boolean reconfigured;

  /**
   * @param founded the first business day of every hall
   */
  SimulatedHalls(SplittableRandom random, ZoneId zone, LocalDate founded) {
    this.founded = founded;
    law = new SimulatedLaw(zone);
    int count = 2 + random.nextInt(2);
    for (int hall = 1; hall <= count; hall++) {
      int queues = 1 + random.nextInt(3);
      int windows = 1 + random.nextInt(3);
      versions.add(
          List.of(
              config(hall, 1, zone, queues, windows),
              config(hall, 2, zone, queues + 1, windows + 1)));
    }
  }

  private static HallConfig config(int hall, int version, ZoneId zone, int queues, int windows) {
    List<HallConfig.Queue> list = new ArrayList<>();
    for (int i = 0; i < queues; i++) {
      list.add(
          new HallConfig.Queue(
              new QueueId("queue" + i), String.valueOf((char) ('A' + i)), text("queue " + i)));
    }
    List<HallConfig.Window> posts = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      List<QueueId> served = new ArrayList<>();
      for (int queue = 0; queue < queues; queue++) {
        if (i == 0 || (queue + i) % 2 == 0) {
          served.add(list.get(queue).id());
        }
      }
      if (served.isEmpty()) {
        served.add(list.getFirst().id());
      }
      Map<QueueId, Long> penalties =
          served.size() > 1 && i != 1 ? Map.of(served.getLast(), 700L * (i + 1)) : Map.of();
      posts.add(
          new HallConfig.Window(new WindowId("W" + i), text("window " + i), served, penalties));
    }
    return new HallConfig(
        new HallId(hall),
        "hall" + hall,
        version,
        text("hall " + hall),
        zone,
        hall == 3 ? hours(version) : DailyHours.ROUND_THE_CLOCK,
        list,
        posts,
        new HallConfig.Settings(
            RULES,
            policy(hall),
            new HallConfig.Booking(MINUTE, 3_000, 900, 700, 30, 14, 3, 90),
            CONDUCT,
            END_AFTER_MILLIS));
  }

  private static DailyHours hours(int version) {
    return version == 1 ? HOURS : new DailyHours(HOURS.times().subList(0, 2));
  }

  private static HallConfig.Policy policy(int hall) {
    return new HallConfig.Policy(
        Map.of(
            PersonClass.ELDERLY, 1_500L,
            PersonClass.WITH_INFANT, 1_500L,
            PersonClass.DISABLED, 2_500L,
            PersonClass.GREEN_CHANNEL, 8_000L),
        4_000,
        hall == 1 ? 1 : 3,
        hall % 2,
        3,
        2_500,
        4,
        hall == 2 ? new QueueId("queue0") : null,
        60);
  }

  private static DailyHours.Times span(String from, String to) {
    return new DailyHours.Times(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static LocalText text(String name) {
    return new LocalText(name, name);
  }

  /** The second versions are stored from now on. */
  void reconfigure() {
    reconfigured = true;
  }

  SimulatedLaw law() {
    return law;
  }

  /** By which cases are reckoned, once every node knows all that is stored. */
  CalendarEdition newestEdition() {
    return SimulatedLaw.edition(law.newest(), reconfigured ? 2 : 1);
  }

  /** The newest that is stored. */
  List<HallConfig> halls() {
    return versions.stream().map(hall -> hall.get(reconfigured ? 1 : 0)).toList();
  }

  HallConfig newest(HallId hall) {
    return version(hall, reconfigured ? 2 : 1);
  }

  HallConfig version(HallId hall, int version) {
    return versions.get(hall.value() - 1).get(version - 1);
  }

  /** What one start of a node knows of them: what was stored when it last looked. */
  final class Known implements Catalogue {
    private final Timers timers;
    private final World world;
    private boolean second = reconfigured;
    private int notices = law.newest();

    Known(World world, Timers timers) {
      this.world = world;
      this.timers = timers;
    }

    @Override
    public void refresh(Runnable done) {
      timers.after(
          LOOK_MILLIS,
          () -> {
            if (reconfigured && !second) {
              world.count("heard late of a version");
            }
            second = reconfigured;
            notices = law.newest();
            done.run();
          });
    }

    @Override
    public List<HallConfig> halls() {
      return versions.stream().map(hall -> hall.get(second ? 1 : 0)).toList();
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return halls().stream().filter(config -> config.slug().equals(slug)).findFirst();
    }

    @Override
    public HallConfig newest(HallId hall) {
      return version(hall, second ? 2 : 1);
    }

    @Override
    public CaseItems caseItems(HallId hall) {
      return item -> SimulatedLaw.find(item, second ? 2 : 1);
    }

    @Override
    public CalendarEdition calendarEdition(HallId hall) {
      return SimulatedLaw.edition(notices, second ? 2 : 1);
    }

    @Override
    public Calendars calendarsOf(HallId hall) {
      return law.calendars(calendarEdition(hall));
    }

    @Override
    public LocalDate founded(HallId hall) {
      return founded;
    }

    @Override
    public HallConfig version(HallId hall, int version) {
      if (version > VERSIONS || (version == 2 && !second)) {
        throw new UnknownConfiguration(hall, version);
      }
      return SimulatedHalls.this.version(hall, version);
    }
  }
}
