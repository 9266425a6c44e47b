package org.yichuang.catalogue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;

/**
 * What a hall's file says as numbers: {@code rules}, {@code credits-minutes}, {@code rejoin},
 * {@code reopen-within-minutes}, {@code matters-at-most}, {@code batch-zone}, {@code
 * elderly-from-age}, {@code appointments}, {@code conduct}, {@code end-after-minutes}, {@code
 * long-wait-minutes}. What is left out is as usual; a key that is not known is a problem.
 */
final class SettingsSection {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;

  private SettingsSection() {}

  /**
   * @param zones that the file names, for {@code batch-zone}
   */
  static HallConfig.Settings read(Yaml root, List<QueueId> zones) {
    return new HallConfig.Settings(
        rules(root.get("rules")),
        policy(root, zones),
        booking(root.get("appointments")),
        conduct(root.get("conduct")),
        times(root.get("end-after-minutes"), MINUTE, 0, 720, usual().endAfterMillis()),
        times(root.get("long-wait-minutes"), MINUTE, 1, 480, usual().longWaitMillis()));
  }

  private static HallConfig.Settings usual() {
    return HallConfig.Settings.DEFAULT;
  }

  private static HallConfig.Rules rules(Yaml yaml) {
    HallConfig.Rules usual = usual().rules();
    if (!yaml.isPresent()) {
      return usual;
    }
    yaml.only(
        "max-recalls",
        "recall-after-seconds",
        "miss-announcements",
        "miss-after-seconds",
        "max-waiting");
    int recalls = number(yaml.get("max-recalls"), 0, 20, usual.maxRecalls());
    return new HallConfig.Rules(
        recalls,
        times(yaml.get("recall-after-seconds"), SECOND, 0, 3_600, usual.recallAfterMillis()),
        number(
            yaml.get("miss-announcements"),
            1,
            recalls + 1,
            Math.min(usual.missAnnouncements(), recalls + 1)),
        times(yaml.get("miss-after-seconds"), SECOND, 0, 3_600, usual.missAfterMillis()),
        number(yaml.get("max-waiting"), 1, 10_000, usual.maxWaiting()));
  }

  private static HallConfig.Policy policy(Yaml root, List<QueueId> zones) {
    HallConfig.Policy usual = usual().policy();
    Yaml rejoin = root.get("rejoin");
    if (rejoin.isPresent()) {
      rejoin.only("within-minutes", "within-calls", "at-most", "behind");
    }
    return new HallConfig.Policy(
        credits(root.get("credits-minutes")),
        times(rejoin.get("within-minutes"), MINUTE, 0, 1_440, usual.rejoinWithinMillis()),
        number(rejoin.get("within-calls"), 0, 1_000, usual.rejoinWithinCalls()),
        number(rejoin.get("at-most"), 0, 20, usual.maxRejoins()),
        number(rejoin.get("behind"), 1, 100, usual.rejoinBehind()),
        times(root.get("reopen-within-minutes"), MINUTE, 0, 240, usual.reopenWithinMillis()),
        number(root.get("matters-at-most"), 1, 20, usual.maxMatters()),
        batchQueue(root.get("batch-zone"), zones),
        number(root.get("elderly-from-age"), 0, 150, usual.elderlyFromAge()));
  }

  private static Map<PersonClass, Long> credits(Yaml yaml) {
    Map<PersonClass, Long> credits = new EnumMap<>(usual().policy().creditMillis());
    if (!yaml.isPresent()) {
      return credits;
    }
    List<PersonClass> classes =
        Arrays.stream(PersonClass.values()).filter(it -> it != PersonClass.ORDINARY).toList();
    yaml.only(classes.stream().map(SettingsSection::key).toArray(String[]::new));
    for (PersonClass person : classes) {
      Yaml own = yaml.get(key(person));
      if (own.isPresent()) {
        credits.put(person, times(own, MINUTE, 0, 1_440, 0));
      }
    }
    return credits;
  }

  private static String key(PersonClass person) {
    return person.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable QueueId batchQueue(Yaml yaml, List<QueueId> zones) {
    return yaml.isPresent() ? zone(yaml, zones) : null;
  }

  /** The zone that the value names; null, and a problem, when the hall has none such. */
  static @Nullable QueueId zone(Yaml yaml, List<QueueId> zones) {
    return yaml.read(
            "a zone of this hall: "
                + String.join(", ", zones.stream().map(QueueId::value).toList()),
            text ->
                zones.stream().filter(zone -> zone.value().equals(text)).findFirst().orElseThrow())
        .orElse(null);
  }

  private static HallConfig.Booking booking(Yaml yaml) {
    HallConfig.Booking usual = usual().booking();
    if (!yaml.isPresent()) {
      return usual;
    }
    yaml.only(
        "slot-minutes",
        "lead-minutes",
        "early-minutes",
        "grace-minutes",
        "share-percent",
        "days-ahead",
        "no-shows",
        "no-show-days");
    return new HallConfig.Booking(
        times(yaml.get("slot-minutes"), MINUTE, 5, 240, usual.slotMillis()),
        times(yaml.get("lead-minutes"), MINUTE, 0, 1_440, usual.leadMillis()),
        times(yaml.get("early-minutes"), MINUTE, 0, 240, usual.earlyMillis()),
        times(yaml.get("grace-minutes"), MINUTE, 0, 240, usual.graceMillis()),
        number(yaml.get("share-percent"), 0, 100, usual.sharePercent()),
        number(yaml.get("days-ahead"), 0, 90, usual.daysAhead()),
        number(yaml.get("no-shows"), 1, 100, usual.maxNoShows()),
        number(yaml.get("no-show-days"), 1, 1_000, usual.noShowDays()));
  }

  private static HallConfig.Conduct conduct(Yaml yaml) {
    HallConfig.Conduct usual = usual().conduct();
    if (!yaml.isPresent()) {
      return usual;
    }
    yaml.only(
        "idle-minutes",
        "unmanned-minutes",
        "fast-miss-seconds",
        "fast-misses",
        "share-of",
        "by-hand-percent",
        "quick-percent",
        "bulk-seconds",
        "bulk-services",
        "silent-minutes");
    return new HallConfig.Conduct(
        times(yaml.get("idle-minutes"), MINUTE, 1, 240, usual.idleMillis()),
        times(yaml.get("unmanned-minutes"), MINUTE, 1, 240, usual.unmannedMillis()),
        times(yaml.get("fast-miss-seconds"), SECOND, 0, 3_600, usual.fastMissMillis()),
        number(yaml.get("fast-misses"), 1, 100, usual.fastMisses()),
        number(yaml.get("share-of"), 1, 1_000, usual.shareOf()),
        number(yaml.get("by-hand-percent"), 0, 100, usual.maxByHandPercent()),
        number(yaml.get("quick-percent"), 0, 100, usual.maxQuickPercent()),
        times(yaml.get("bulk-seconds"), SECOND, 0, 3_600, usual.bulkMillis()),
        number(yaml.get("bulk-services"), 1, 1_000, usual.bulkServices()),
        times(yaml.get("silent-minutes"), MINUTE, 1, 240, usual.silentMillis()));
  }

  private static int number(Yaml yaml, int least, int most, int usual) {
    return yaml.isPresent() ? yaml.number("a number", least, most) : usual;
  }

  private static long times(Yaml yaml, long unit, int least, int most, long usual) {
    String what = unit == MINUTE ? "a number of minutes" : "a number of seconds";
    return yaml.isPresent() ? unit * yaml.number(what, least, most) : usual;
  }

  /**
   * For a day that passes faster by a factor: every time of people and windows is shorter. Devices
   * are as fast as ever.
   */
  static HallConfig.Settings faster(HallConfig.Settings settings, int factor) {
    HallConfig.Rules rules = settings.rules();
    HallConfig.Policy policy = settings.policy();
    HallConfig.Booking booking = settings.booking();
    HallConfig.Conduct conduct = settings.conduct();
    Map<PersonClass, Long> credits = new EnumMap<>(PersonClass.class);
    policy.creditMillis().forEach((person, millis) -> credits.put(person, millis / factor));
    return new HallConfig.Settings(
        new HallConfig.Rules(
            rules.maxRecalls(),
            rules.recallAfterMillis() / factor,
            rules.missAnnouncements(),
            rules.missAfterMillis() / factor,
            rules.maxWaiting()),
        new HallConfig.Policy(
            credits,
            policy.rejoinWithinMillis() / factor,
            policy.rejoinWithinCalls(),
            policy.maxRejoins(),
            policy.rejoinBehind(),
            policy.reopenWithinMillis() / factor,
            policy.maxMatters(),
            policy.batchQueue(),
            policy.elderlyFromAge()),
        new HallConfig.Booking(
            Math.max(MINUTE, booking.slotMillis() / factor),
            booking.leadMillis() / factor,
            booking.earlyMillis() / factor,
            booking.graceMillis() / factor,
            booking.sharePercent(),
            booking.daysAhead(),
            booking.maxNoShows(),
            booking.noShowDays()),
        new HallConfig.Conduct(
            atLeastOne(conduct.idleMillis() / factor),
            atLeastOne(conduct.unmannedMillis() / factor),
            conduct.fastMissMillis() / factor,
            conduct.fastMisses(),
            conduct.shareOf(),
            conduct.maxByHandPercent(),
            conduct.maxQuickPercent(),
            conduct.bulkMillis() / factor,
            conduct.bulkServices(),
            conduct.silentMillis()),
        settings.endAfterMillis() / factor,
        atLeastOne(settings.longWaitMillis() / factor));
  }

  static long atLeastOne(long millis) {
    return Math.max(1, millis);
  }
}
