package org.yichuang.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Silence;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.LocalText;

/**
 * The law that an item's clock follows, as data. Immutable.
 *
 * <p>行政许可法 is the regime of licences alone: {@code natures} says for which items a regime may be
 * named.
 *
 * @param reference law and articles, printed with every date that follows from them
 * @param start what the clock starts from
 * @param unit what the limits of its items are counted in
 * @param limit when an item states none of its own; null when the law sets none
 * @param extensions null when the law allows none
 * @param uncounted grounds whose time is not counted, as 行政许可法 art. 45 has them
 * @param acceptance working days to accept, refuse or give notice of what is missing (art. 32); 0
 *     when the law sets no window
 * @param silence what follows when the agency says nothing in time
 * @param closesUncorrected whether a notice that nobody answers by its date closes the case
 */
public record Regime(
    RegimeId id,
    LocalText name,
    String reference,
    List<Nature> natures,
    StartEvent start,
    LimitUnit unit,
    @Nullable Limit limit,
    @Nullable Extensions extensions,
    List<Ground> uncounted,
    int acceptance,
    List<Silence> silence,
    boolean closesUncorrected) {

  public static final int MAX_ACCEPTANCE_WORKING_DAYS = 60;
  public static final int MAX_GROUNDS = 20;

  public Regime {
    natures = List.copyOf(natures);
    uncounted = List.copyOf(uncounted);
    silence = List.copyOf(silence);
    require(
        !reference.isBlank() && reference.length() <= 200,
        "a reference of 1…200 characters",
        reference);
    require(!natures.isEmpty(), "at least one nature of items", natures);
    require(uncounted.size() <= MAX_GROUNDS, "at most 20 grounds", uncounted.size());
    require(
        uncounted.stream().map(Ground::id).distinct().count() == uncounted.size(),
        "each ground once",
        uncounted.stream().map(Ground::id).toList());
    require(
        acceptance >= 0 && acceptance <= MAX_ACCEPTANCE_WORKING_DAYS,
        "an acceptance window of 0…60 working days",
        acceptance);
    require(
        acceptance > 0 || !silence.contains(Silence.ACCEPTED),
        "an acceptance window where silence accepts",
        "none");
    if (limit != null) {
      require(limit.unit() == unit, "a limit in " + unit.symbol(), limit);
      require(limit.extension() == 0, "a limit whose extension is told apart", limit);
    }
    if (extensions != null) {
      require(
          extensions.length().unit() == unit,
          "an extension in " + unit.symbol(),
          extensions.length());
    }
  }

  /** What kind of administrative act an item is (事项类型). The names are stored. */
  public enum Nature {
    /** 行政许可. */
    LICENCE,
    /** 行政确认. */
    CONFIRMATION,
    /** 行政给付. */
    GRANT,
    /** 其他行政权力, filings (备案) among them. */
    OTHER_POWER,
    /** 公共服务. */
    PUBLIC_SERVICE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param count how often
   * @param length of one, unless the item states its own
   * @param rank who must at least approve it
   * @param approver the same in the law's words
   */
  public record Extensions(int count, Limit length, Rank rank, LocalText approver) {
    public Extensions {
      require(count >= 1 && count <= 5, "1…5 extensions", count);
      require(length.extension() == 0, "one length", length);
    }
  }

  /**
   * A ground whose time is not counted.
   *
   * @param most after which the clock runs on; null: {@link ClockLaw.Ground#USUAL_MOST}
   */
  public record Ground(String id, LocalText name, @Nullable Limit most) {
    public Ground {
      require(
          most == null || (most.unit().countsDays() && most.extension() == 0),
          "a maximum in days or months",
          most);
      require(id.matches("[a-z][a-z0-9-]{0,31}"), "a ground's id in small letters", id);
    }

    private ClockLaw.Ground law() {
      return new ClockLaw.Ground(id, most == null ? ClockLaw.Ground.USUAL_MOST : most);
    }
  }

  /** What its clocks need of it. */
  public ClockLaw clockLaw() {
    return new ClockLaw(
        reference,
        natures.contains(Nature.LICENCE),
        start,
        extensions == null
            ? null
            : new ClockLaw.Extension(extensions.count(), extensions.length(), extensions.rank()),
        uncounted.stream().map(Ground::law).toList(),
        acceptance,
        Set.copyOf(silence));
  }

  public Optional<Ground> ground(String ground) {
    return uncounted.stream().filter(known -> known.id().equals(ground)).findFirst();
  }

  private static void require(boolean holds, String expected, @Nullable Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
