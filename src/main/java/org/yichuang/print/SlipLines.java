package org.yichuang.print;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a slip, Chinese first, from the top to the bottom around its number. Immutable. */
record SlipLines(List<Line> above, List<Line> below, List<Line> foot) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** How large a line is written. */
  enum Size {
    LARGE,
    NORMAL,
    SMALL
  }

  record Line(String text, Size size) {}

  static SlipLines of(Slip slip) {
    List<Line> below = new ArrayList<>();
    Slip.Place place = slip.place();
    if (place != null) {
      below.add(new Line("前面还有 %d 人".formatted(place.ahead()), Size.LARGE));
      below.add(new Line("%d ahead of you".formatted(place.ahead()), Size.SMALL));
      if (place.p50Minutes() > 0) {
        String span =
            place.p50Minutes() == place.p90Minutes()
                ? "%d".formatted(place.p50Minutes())
                : "%d–%d".formatted(place.p50Minutes(), place.p90Minutes());
        below.add(new Line("估计等 %s 分钟".formatted(span), Size.NORMAL));
        below.add(new Line("about %s min".formatted(span), Size.SMALL));
      }
    }
    return new SlipLines(
        List.of(
            new Line(slip.hall().zh(), Size.NORMAL),
            new Line(slip.hall().en(), Size.SMALL),
            new Line(slip.queue().zh(), Size.LARGE),
            new Line(slip.queue().en(), Size.SMALL)),
        List.copyOf(below),
        List.of(
            new Line("手机扫码看进度", Size.NORMAL),
            new Line("Scan to follow on your phone", Size.SMALL),
            new Line("请留意大屏和广播；过号请到导办台", Size.SMALL),
            new Line(TIME.format(slip.issuedAt().atZone(slip.zone())), Size.SMALL)));
  }
}
