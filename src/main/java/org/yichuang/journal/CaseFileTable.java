package org.yichuang.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The columns of the read table {@code case_file}, in one place for whoever writes it. */
final class CaseFileTable {

  /**
   * @param type in PostgreSQL
   */
  record Column<V>(
      String name, String type, IntFunction<V[]> array, Function<CaseFile, @Nullable V> value) {}

  static final List<Column<?>> ALL =
      List.of(
          number("hall", file -> file.number().hall().value()),
          date("day", file -> file.number().day()),
          number("sequence", file -> file.number().sequence()),
          number("seq", CaseFile::seq),
          text("item", CaseFile::item),
          number("item_version", CaseFile::itemVersion),
          text("kind", CaseFile::kind),
          text("phase", CaseFile::phase),
          text("light", CaseFile::light),
          text("channel", CaseFile::channel),
          reference("applicant", CaseFile::applicant),
          reference("handler", CaseFile::handler),
          reference("subject", CaseFile::subject),
          text("ticket", CaseFile::ticket),
          number("owner", CaseFile::owner),
          number("clerk", CaseFile::clerk),
          number("responsible", CaseFile::responsible),
          date("arrived", CaseFile::arrived),
          date("since", CaseFile::since),
          date("decided", CaseFile::decided),
          text("result", CaseFile::result),
          date("promised", file -> file.promised().date()),
          flag("promised_running", file -> file.promised().running()),
          flag("promised_late", file -> file.promised().late()),
          date("statutory", file -> file.statutory().date()),
          flag("statutory_running", file -> file.statutory().running()),
          flag("statutory_late", file -> file.statutory().late()),
          date("delivery", file -> file.delivery().date()),
          flag("delivery_running", file -> file.delivery().running()),
          flag("delivery_late", file -> file.delivery().late()),
          number("visits", CaseFile::visits),
          text("alarm", file -> file.alarm().level()),
          text("alarm_clock", file -> file.alarm().clock()),
          number("alarm_version", file -> file.alarm().version()),
          reference("alarm_at", file -> millis(file.alarm().at())),
          date("alarm_due", file -> file.alarm().dueDate()),
          number("alarm_account", file -> file.alarm().account()),
          reference("next_due", file -> millis(file.nextDue())));

  private static final Set<String> KEY = Set.of("hall", "day", "sequence");

  static final String COLUMNS = ALL.stream().map(Column::name).collect(Collectors.joining(", "));

  /** For a row that is there already. */
  static final String UPDATES =
      ALL.stream()
          .map(Column::name)
          .filter(name -> !KEY.contains(name))
          .map(name -> name + " = excluded." + name)
          .collect(Collectors.joining(", "));

  private CaseFileTable() {}

  /** Array parameters of all columns, the first of which is {@code $first}. */
  static String arrays(int first) {
    return IntStream.range(0, ALL.size())
        .mapToObj(i -> "$%d::%s[]".formatted(first + i, ALL.get(i).type()))
        .collect(Collectors.joining(", "));
  }

  private static Column<Integer> number(String name, Function<CaseFile, @Nullable Integer> value) {
    return new Column<>(name, "int", Integer[]::new, value);
  }

  private static Column<Long> reference(String name, Function<CaseFile, @Nullable Long> value) {
    return new Column<>(name, "bigint", Long[]::new, value);
  }

  private static Column<String> text(String name, Function<CaseFile, @Nullable String> value) {
    return new Column<>(name, "text", String[]::new, value);
  }

  private static Column<LocalDate> date(
      String name, Function<CaseFile, @Nullable LocalDate> value) {
    return new Column<>(name, "date", LocalDate[]::new, value);
  }

  private static Column<Boolean> flag(String name, Function<CaseFile, @Nullable Boolean> value) {
    return new Column<>(name, "boolean", Boolean[]::new, value);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
