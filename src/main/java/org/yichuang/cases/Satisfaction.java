package org.yichuang.cases;

import org.yichuang.cases.Indicator.Formula;

/**
 * Ratings that people gave (非常满意 满意 基本满意 不满意 非常不满意); a default is none. Immutable.
 *
 * @param asked how often somebody could have rated
 */
public record Satisfaction(
    long asked,
    long verySatisfied,
    long satisfied,
    long fairlySatisfied,
    long dissatisfied,
    long veryDissatisfied) {
  private static final Formula SATISFIED =
      new Formula("前三档 ÷ 实际作出的评价", "top three levels ÷ ratings given");
  private static final Formula RESPONSE = new Formula("实际作出的评价 ÷ 应评次数", "ratings given ÷ asked");

  public Satisfaction {
    boolean negative =
        verySatisfied < 0
            || satisfied < 0
            || fairlySatisfied < 0
            || dissatisfied < 0
            || veryDissatisfied < 0;
    long given = verySatisfied + satisfied + fairlySatisfied + dissatisfied + veryDissatisfied;
    if (negative || asked < given) {
      throw new IllegalArgumentException(
          "expected at most %d ratings, none of them negative, found %d".formatted(asked, given));
    }
  }

  private long given() {
    return verySatisfied + satisfied + fairlySatisfied + dissatisfied + veryDissatisfied;
  }

  /** 满意率. */
  public Indicator rate() {
    return Indicator.of(
        "satisfied", verySatisfied + satisfied + fairlySatisfied, given(), SATISFIED);
  }

  public Indicator response() {
    return Indicator.of("response", given(), asked, RESPONSE);
  }
}
