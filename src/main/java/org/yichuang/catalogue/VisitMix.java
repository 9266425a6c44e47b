package org.yichuang.catalogue;

/**
 * What people do besides waiting once and being served, as shares of 1. Immutable.
 *
 * @param adviceExtra visits for advice alone, beside those with a case
 * @param adviceMinutes the mean time of advice
 * @param noShow of numbers whose person is not there when called
 * @param rejoin of the no-shows, who come back
 * @param hold of services that are parked while the person fetches something
 * @param transfer of services that begin at the wrong window
 * @param elderly of visits
 * @param twoMatters of visits
 * @param threeOrMore of visits, as many matters as the hall allows in one
 * @param batch of visits that leave a bundle of papers, more than the hall allows in one
 */
public record VisitMix(
    double adviceExtra,
    double adviceMinutes,
    double noShow,
    double rejoin,
    double hold,
    double transfer,
    double elderly,
    double twoMatters,
    double threeOrMore,
    double batch) {

  /** Everybody comes with one matter, waits, and is served. */
  public static final VisitMix PLAIN = new VisitMix(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public VisitMix {
    if (hold + transfer > 1 || twoMatters + threeOrMore + batch > 1) {
      throw new IllegalArgumentException("expected shares of at most 100 % together");
    }
  }

  static VisitMix read(Yaml mix) {
    Yaml advice = mix.get("consult-only");
    double hold = share(mix, "hold");
    double transfer = share(mix, "transfer");
    double two = share(mix, "two-matters");
    double more = share(mix, "three-or-more");
    double batch = share(mix, "batch");
    if (hold + transfer > 1 || two + more + batch > 1) {
      mix.problem(
          "hold and transfer, and kinds of visits, of at most 100 % together",
          "%s and %s".formatted(hold + transfer, two + more + batch));
      return PLAIN;
    }
    return new VisitMix(
        share(advice, "extra"),
        advice.get("mean-minutes").isPresent() ? advice.get("mean-minutes").decimal("minutes") : 0,
        share(mix, "no-show"),
        share(mix, "rejoin-of-no-shows"),
        hold,
        transfer,
        share(mix, "elderly"),
        two,
        more,
        batch);
  }

  private static double share(Yaml mix, String name) {
    Yaml yaml = mix.get(name);
    if (!yaml.isPresent()) {
      return 0;
    }
    double share = yaml.decimal("a share");
    if (!(share >= 0 && share <= 1)) {
      yaml.problem("a share of 0…100 %", String.valueOf(share));
      return 0;
    }
    return share;
  }
}
