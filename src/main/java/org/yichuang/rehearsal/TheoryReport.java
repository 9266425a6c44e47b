package org.yichuang.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.catalogue.HallFile;

/** Compares the hall with queueing theory where theory applies. Takes some seconds. */
final class TheoryReport {
  private static final int PEOPLE = 200_000;
  private static final double VARIATION = 0.8;

  private static final List<StationaryLine> LINES =
      List.of(
          new StationaryLine(1, 0.5, 0, PEOPLE),
          new StationaryLine(1, 0.8, 0, PEOPLE),
          new StationaryLine(2, 0.7, 0, PEOPLE),
          new StationaryLine(4, 0.5, 0, PEOPLE),
          new StationaryLine(4, 0.8, 0, PEOPLE),
          new StationaryLine(4, 0.9, 0, PEOPLE),
          new StationaryLine(6, 0.8, 0, PEOPLE),
          new StationaryLine(1, 0.7, VARIATION, PEOPLE),
          new StationaryLine(2, 0.7, VARIATION, PEOPLE),
          new StationaryLine(4, 0.7, VARIATION, PEOPLE),
          new StationaryLine(4, 0.8, VARIATION, PEOPLE),
          new StationaryLine(4, 0.9, VARIATION, PEOPLE));

  private TheoryReport() {}

  /** The report, and whether all of it agrees. */
  record Verdict(List<String> lines, boolean agrees) {}

  static Verdict of(HallFile file, NationalCalendar calendar, int year, long seed) {
    List<String> lines = new ArrayList<>();
    boolean agrees = true;
    lines.add("A week without the mix: each service begins when Kiefer and Wolfowitz say");
    lines.add("zone          m  people  mean min    theory different  verdict");
    for (ExactWeek.Found found : ExactWeek.play(file, seed)) {
      lines.add(found.text());
      agrees &= found.different() == 0;
    }
    lines.add("");
    lines.add(
        "The same load for long: mean wait in mean services, 99 %% by batch means, %,d people each"
            .formatted(PEOPLE));
    lines.add("line                      load  measured             theory    diff    verdict");
    for (int i = 0; i < LINES.size(); i++) {
      StationaryLine.Found found = LINES.get(i).play(seed * LINES.size() + i);
      lines.add(found.text());
      agrees &= found.holds();
    }
    lines.add(
        "(M/M/m by Erlang C and M/G/1 are exact; M/G/m is Allen and Cunneen's approximation, taken"
            + " to be good within 5 %; one exact line of a hundred may differ by chance)");
    lines.add("");
    lines.add("Every working day of " + year + " with the mix, line by line");
    Little little = new Little();
    new RehearsedYear(file, calendar, year, seed)
        .play((day, turns, meter) -> little.add(turns, meter));
    lines.add(little.line());
    return new Verdict(lines, agrees && little.holds());
  }
}
