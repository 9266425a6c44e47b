package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.LocalText;

/**
 * A case as its applicant follows it; made by {@link ProgressViews}. Holds no number of a document
 * and no phone, and the applicant's name masked.
 *
 * @param applicant 张*; an organisation's as it is; absent when the record was erased
 * @param says where it stands, and what comes next
 * @param due of the clock that the applicant waits for; absent when there is none
 * @param stages what happened, the first first
 */
record ProgressView(
    String caseNumber,
    LocalText hall,
    @Nullable LocalText item,
    String department,
    @Nullable String applicant,
    String state,
    Sentence says,
    @Nullable DueView due,
    @Nullable MissingView missing,
    @Nullable CollectView collect,
    List<StageView> stages,
    Instant at) {

  /** In plain words. */
  record Sentence(String zh, String en) {}

  /**
   * @param workingDaysLeft after today; 0 on the last day, negative when it is over
   */
  record DueView(
      String clock, LocalDate date, int workingDaysLeft, boolean provisional, boolean stopped) {}

  /**
   * @param points that are outstanding
   */
  record MissingView(LocalDate answerBy, List<String> points) {}

  /**
   * @param methods how the result can reach the applicant
   */
  record CollectView(LocalText hall, List<String> methods) {}

  record StageView(String stage, LocalDate date, Sentence says) {}
}
