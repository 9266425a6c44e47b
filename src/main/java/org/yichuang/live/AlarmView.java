package org.yichuang.live;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.hall.LocalText;
import org.yichuang.journal.CaseFile;

/**
 * An alarm of a case that nobody has met yet, as the contract spells it. Immutable.
 *
 * @param number of the case, with hyphens
 * @param itemName null where this node does not know the item's version
 * @param version of the clock's deadline
 * @param to the role that is told
 * @param account the account of that role, where the case names one
 * @param at when it was due
 */
public record AlarmView(
    @com.fasterxml.jackson.annotation.JsonProperty("case") String number,
    String hall,
    String item,
    @Nullable LocalText itemName,
    String clock,
    int version,
    String level,
    String light,
    String to,
    @Nullable Integer account,
    Instant at,
    LocalDate dueDate) {
  /** The highest level first, of one level the earliest last day, then by number. */
  static final Comparator<AlarmView> WORST_FIRST =
      Comparator.comparing((AlarmView view) -> AlarmLevel.of(view.level()))
          .reversed()
          .thenComparing(AlarmView::dueDate)
          .thenComparing(AlarmView::number);

  /**
   * @param raised with nothing null but the account
   */
  public static AlarmView of(
      String number,
      String hall,
      String item,
      @Nullable LocalText itemName,
      CaseFile.Raised raised) {
    AlarmLevel level = AlarmLevel.of(Objects.requireNonNull(raised.level()));
    return new AlarmView(
        number,
        hall,
        item,
        itemName,
        Objects.requireNonNull(raised.clock()),
        Objects.requireNonNull(raised.version()),
        level.word(),
        level.light().word(),
        level.addressee().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        raised.account(),
        Objects.requireNonNull(raised.at()),
        Objects.requireNonNull(raised.dueDate()));
  }
}
