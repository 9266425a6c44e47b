package org.yichuang.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseEventCodec;

/**
 * What happened to a case, event by event, for people: accounts and halls by their names, records
 * of people left out, of the clocks what changed. Pure functions; any thread.
 */
final class CaseStory {
  /** Numbers of records of people and subjects, which tell nothing and are nobody's business. */
  private static final Set<String> RECORDS = Set.of("applicant", "handler", "subject", "clocks");

  private static final Set<String> ACCOUNTS =
      Set.of("owner", "backup", "lead", "clerk", "from", "to");
  private static final Set<String> INSTANTS = Set.of("at", "closesAt", "countedFrom", "reminders");
  private static final String DUPLICATES = "duplicates";
  private static final String HALL = "responsible";

  private CaseStory() {}

  /**
   * @param by {@code system} where it happened by itself
   * @param facts of the event, in the words of the journal
   */
  record EntryView(
      int seq,
      Instant at,
      String event,
      String by,
      Map<String, Object> facts,
      List<ChangeView> clocks) {}

  /**
   * What became of a clock.
   *
   * @param dueDate after it, where it has another one
   * @param before where the last day moved
   */
  record ChangeView(
      @Nullable String clock,
      String what,
      @Nullable LocalDate dueDate,
      @Nullable Integer version,
      @Nullable Boolean provisional,
      @Nullable LocalDate before) {
    private static ChangeView of(ClockId clock, String what) {
      return new ChangeView(clock.toString(), what, null, null, null, null);
    }

    private static ChangeView of(
        ClockId clock, String what, Deadline deadline, @Nullable LocalDate before) {
      return new ChangeView(
          clock.toString(),
          what,
          deadline.date(),
          deadline.version(),
          deadline.provisional(),
          before);
    }
  }

  /** Whoever the event names, its author among them. */
  static Set<AccountId> accounts(RecordedCaseEvent recorded) {
    Set<AccountId> named = new LinkedHashSet<>();
    named.add(recorded.actor());
    collect(facts(recorded), named);
    named.remove(AccountId.SYSTEM);
    return named;
  }

  private static JsonObject facts(RecordedCaseEvent recorded) {
    return new JsonObject(CaseEventCodec.encode(recorded.event()));
  }

  private static void collect(JsonObject facts, Set<AccountId> named) {
    facts.forEach(
        field -> {
          switch (field.getValue()) {
            case Number number when ACCOUNTS.contains(field.getKey()) ->
                named.add(new AccountId(number.intValue()));
            case JsonObject inner -> collect(inner, named);
            case JsonArray list ->
                list.forEach(
                    each -> {
                      if (each instanceof JsonObject inner) {
                        collect(inner, named);
                      }
                    });
            case null, default -> {}
          }
        });
  }

  /**
   * @param names of {@link #accounts}
   * @param halls a hall's name in addresses
   */
  static EntryView of(
      RecordedCaseEvent recorded, Map<AccountId, String> names, Function<HallId, String> halls) {
    JsonObject told = told(facts(recorded), names, halls);
    return new EntryView(
        recorded.seq(),
        recorded.at(),
        CaseEventCodec.typeOf(recorded.event()).name(),
        CaseViews.name(names, recorded.actor()),
        ApiJson.map(told),
        recorded.event().clocks().stream().flatMap(event -> changes(event).stream()).toList());
  }

  private static JsonObject told(
      JsonObject facts, Map<AccountId, String> names, Function<HallId, String> halls) {
    JsonObject told = new JsonObject();
    facts.forEach(
        field -> {
          if (!RECORDS.contains(field.getKey())) {
            told.put(field.getKey(), value(field.getKey(), field.getValue(), names, halls));
          }
        });
    return told;
  }

  private static @Nullable Object value(
      String name,
      @Nullable Object value,
      Map<AccountId, String> names,
      Function<HallId, String> halls) {
    return switch (value) {
      case JsonObject inner -> told(inner, names, halls);
      case JsonArray list -> {
        JsonArray all = new JsonArray();
        list.forEach(each -> all.add(value(name, each, names, halls)));
        yield all;
      }
      case Number number when ACCOUNTS.contains(name) ->
          CaseViews.name(names, new AccountId(number.intValue()));
      case Number number when INSTANTS.contains(name) ->
          Instant.ofEpochMilli(number.longValue()).toString();
      case Number number when name.equals(HALL) -> halls.apply(new HallId(number.intValue()));
      case String text when name.equals(DUPLICATES) -> CaseNumber.parse(text).display();
      case null, default -> value;
    };
  }

  private static List<ChangeView> changes(ClockEvent event) {
    return switch (event) {
      case ClockEvent.Started started ->
          List.of(ChangeView.of(started.clock(), "started", started.deadline(), null));
      case ClockEvent.Suspended suspended -> moved(suspended.changes());
      case ClockEvent.Resumed resumed -> moved(resumed.changes());
      case ClockEvent.Extended extended -> moved(extended.changes());
      case ClockEvent.Reckoned reckoned -> moved(reckoned.changes());
      case ClockEvent.ResumptionExpected expected ->
          List.of(new ChangeView(null, "resumption-expected", null, null, null, null));
      case ClockEvent.RanOn ranOn ->
          List.of(new ChangeView(null, "ran-on", null, null, null, null));
      case ClockEvent.Ended ended ->
          List.of(ChangeView.of(ended.clock(), ended.late() ? "ended-late" : "ended"));
      case ClockEvent.AlarmRaised alarm ->
          List.of(
              new ChangeView(
                  alarm.clock().toString(),
                  alarm.level().word(),
                  null,
                  alarm.version(),
                  null,
                  null));
      case ClockEvent.FellSilent silent -> List.of(ChangeView.of(silent.clock(), "silent"));
    };
  }

  private static List<ChangeView> moved(List<DeadlineChange> changes) {
    List<ChangeView> moved = new ArrayList<>();
    for (DeadlineChange change : changes) {
      moved.add(
          ChangeView.of(
              change.clock(),
              change.movesDate() ? "moved" : "reckoned",
              change.after(),
              change.movesDate() ? change.before().date() : null));
    }
    return moved;
  }
}
