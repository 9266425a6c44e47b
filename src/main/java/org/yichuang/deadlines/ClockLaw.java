package org.yichuang.deadlines;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the clocks of a case need of its legal regime. Immutable.
 *
 * @param reference law and articles of the regime, printed with what follows from them
 * @param licence whether 行政许可法 stands behind the regime's own law
 * @param start what its periods start from
 * @param extension null when the law allows none
 * @param grounds whose time is not counted
 * @param acceptanceWorkingDays to accept, refuse or give notice; 0 when the law sets no window
 * @param silence what follows when the agency says nothing in time
 */
public record ClockLaw(
    String reference,
    boolean licence,
    StartEvent start,
    @Nullable Extension extension,
    List<Ground> grounds,
    int acceptanceWorkingDays,
    Set<Silence> silence) {

  /** Approvals of licences are issued and delivered within so many (行政许可法 art. 44). */
  public static final int DELIVERY_WORKING_DAYS = 10;

  public ClockLaw {
    grounds = List.copyOf(grounds);
    silence = Set.copyOf(silence);
  }

  /**
   * @param count how often
   * @param length of one
   * @param rank who must at least approve it
   */
  public record Extension(int count, Limit length, Rank rank) {}

  /**
   * @param most after which the clock runs on whatever is still going on; days or months
   */
  public record Ground(String id, Limit most) {
    /** Where a regime says nothing of its own; 行政许可法 art. 45 sets no maximum. */
    public static final Limit USUAL_MOST = new Limit(60, LimitUnit.WORKING_DAY, 0);

    /**
     * @throws IllegalArgumentException for a maximum in half days or minutes
     */
    public Ground {
      if (!most.unit().countsDays()) {
        throw new IllegalArgumentException("expected whole days or months, found " + most);
      }
    }
  }

  public Optional<Ground> ground(String id) {
    return grounds.stream().filter(ground -> ground.id().equals(id)).findFirst();
  }

  /** Where the law says so. */
  public String article(LegalRule rule) {
    return switch (rule) {
      case START_NOT_COUNTED -> "《中华人民共和国民法典》第二百零一条";
      case END_OF_MONTHS -> "《中华人民共和国民法典》第二百零二条";
      case LAST_DAY_NO_REST_DAY -> "《中华人民共和国民法典》第二百零三条";
      case YEARLY_NOTICE -> "国务院办公厅关于部分节假日安排的通知";
      case WORKING_DAYS -> licence ? licensing("第八十二条") : reference;
      case ACCEPTANCE_WINDOW -> licence ? licensing("第三十二条") : reference;
      case DELIVERY -> licence ? licensing("第四十四条") : reference;
      case UNCOUNTED -> licence ? licensing("第四十五条") : reference;
      case LICENCE_EXPIRY -> licensing("第五十条");
      case LIMIT, EXTENSION -> reference;
      case PROMISE -> "公布的承诺时限";
      case STEP -> "内部流程时限";
      case PROMISE_NEVER_LONGER -> "承诺时限不得超过法定时限：" + reference;
      case UNKNOWN_YEAR -> "年度放假安排公布前按星期推算，公布后重新计算";
      case OPENING_TIME -> "大厅公布的办公时间";
    };
  }

  private static String licensing(String article) {
    return "《中华人民共和国行政许可法》" + article;
  }
}
