package org.yichuang.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Silence;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.LocalText;

/** Reads legal regimes from a YAML file. */
final class RegimesFile {
  private RegimesFile() {}

  /**
   * @param file its name, for problems
   */
  static List<Regime> parse(String file, String source) throws InvalidHallFile {
    Yaml root = Yaml.parse(file, source);
    root.finish();
    root.only("regimes");
    List<Yaml> entries = root.get("regimes").list("a list of regimes");
    if (entries.isEmpty()) {
      root.get("regimes").problem("at least one regime", "none");
    }
    List<Regime> regimes = new ArrayList<>();
    Set<RegimeId> seen = new HashSet<>();
    for (Yaml entry : entries) {
      Optional<Regime> regime = regime(entry);
      if (regime.isPresent() && !seen.add(regime.get().id())) {
        entry.get("id").problem("each regime once", regime.get().id().value());
      }
      regime.ifPresent(regimes::add);
    }
    root.finish();
    return regimes;
  }

  private static Optional<Regime> regime(Yaml yaml) {
    yaml.only(
        "id",
        "name",
        "reference",
        "for",
        "start",
        "unit",
        "limit",
        "extensions",
        "uncounted",
        "acceptance",
        "silence",
        "closes-uncorrected");
    int before = yaml.problems().size();
    Optional<RegimeId> id = yaml.get("id").read("a regime's id in small letters", RegimeId::new);
    Optional<LocalText> name = HallFile.name(yaml.get("name"));
    Optional<String> reference =
        yaml.get("reference").read("law and articles", Function.identity());
    List<Regime.Nature> natures =
        Words.all(yaml.get("for"), Regime.Nature.values(), Regime.Nature::word);
    Optional<StartEvent> start =
        Words.one(yaml.get("start"), StartEvent.values(), StartEvent::word);
    Optional<LimitUnit> unit = Words.one(yaml.get("unit"), LimitUnit.values(), LimitUnit::symbol);
    @Nullable Limit limit = limit(yaml.get("limit"));
    Regime.@Nullable Extensions extensions = extensions(yaml.get("extensions"));
    List<Regime.Ground> grounds = new ArrayList<>();
    for (Yaml ground : yaml.get("uncounted").list("a list of grounds")) {
      ground(ground).ifPresent(grounds::add);
    }
    Yaml window = yaml.get("acceptance");
    int acceptance =
        window.isPresent()
            ? window.number("working days", 1, Regime.MAX_ACCEPTANCE_WORKING_DAYS)
            : 0;
    List<Silence> silence = Words.all(yaml.get("silence"), Silence.values(), Silence::word);
    boolean closes = Words.flag(yaml.get("closes-uncorrected"), false);
    if (yaml.problems().size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Regime(
              id.orElseThrow(),
              name.orElseThrow(),
              reference.orElseThrow(),
              natures,
              start.orElseThrow(),
              unit.orElseThrow(),
              limit,
              extensions,
              grounds,
              acceptance,
              silence,
              closes));
    } catch (IllegalArgumentException contradiction) {
      yaml.problem(contradiction);
      return Optional.empty();
    }
  }

  private static @Nullable Limit limit(Yaml yaml) {
    return yaml.isPresent() ? yaml.read(Limit.EXPECTED, Limit::parse).orElse(null) : null;
  }

  private static Regime.@Nullable Extensions extensions(Yaml yaml) {
    if (!yaml.isPresent()) {
      return null;
    }
    yaml.only("count", "length", "rank", "approver");
    int count = yaml.get("count").number("a number of extensions", 1, 5);
    Optional<Limit> length = yaml.get("length").read(Limit.EXPECTED, Limit::parse);
    Optional<Rank> rank = Words.one(yaml.get("rank"), Rank.values(), Rank::word);
    Optional<LocalText> approver = HallFile.name(yaml.get("approver"));
    if (length.isEmpty() || rank.isEmpty() || approver.isEmpty()) {
      return null;
    }
    try {
      return new Regime.Extensions(count, length.get(), rank.get(), approver.get());
    } catch (IllegalArgumentException contradiction) {
      yaml.problem(contradiction);
      return null;
    }
  }

  private static Optional<Regime.Ground> ground(Yaml yaml) {
    yaml.only("id", "zh", "en", "most");
    @Nullable Limit most = limit(yaml.get("most"));
    Optional<LocalText> name = HallFile.name(yaml);
    return yaml.get("id")
        .read("a ground's id in small letters", Function.identity())
        .flatMap(
            id -> {
              try {
                return name.map(words -> new Regime.Ground(id, words, most));
              } catch (IllegalArgumentException misspelt) {
                yaml.problem(misspelt);
                return Optional.empty();
              }
            });
  }
}
