package org.yichuang.web;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Result;
import org.yichuang.cases.Track;
import org.yichuang.cases.Work;
import org.yichuang.web.ProgressView.DueView;
import org.yichuang.web.ProgressView.Sentence;

/** What happened to a case, and where it stands, in words for its applicant. Pure functions. */
final class ProgressWords {
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter EN_OTHER_YEAR =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);

  private ProgressWords() {}

  /** 11月28日（周六）, with the year when it is not that of today. */
  static String zh(LocalDate date, LocalDate today) {
    String year = date.getYear() == today.getYear() ? "" : date.getYear() + "年";
    return "%s%d月%d日（%s）"
        .formatted(
            year,
            date.getMonthValue(),
            date.getDayOfMonth(),
            date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.SIMPLIFIED_CHINESE));
  }

  /** Saturday 28 November. */
  static String en(LocalDate date, LocalDate today) {
    return (date.getYear() == today.getYear() ? EN : EN_OTHER_YEAR).format(date);
  }

  private static String days(int count) {
    return count == 1 ? "1 working day" : count + " working days";
  }

  private static Sentence left(DueView due) {
    int left = due.workingDaysLeft();
    if (due.stopped()) {
      return new Sentence(
          "依法暂停计时，这段时间不计入期限", "the time is not counted just now, as the law allows");
    }
    if (left > 0) {
      return new Sentence("还剩 %d 个工作日".formatted(left), days(left) + " left");
    }
    return left == 0
        ? new Sentence("今天是最后一天", "today is the last day")
        : new Sentence(
            "已超过 %d 个工作日，主管人员已收到提醒".formatted(-left),
            "%s over; those in charge have been told".formatted(days(-left)));
  }

  /**
   * Where the case stands.
   *
   * @param due of the clock that counts now; null when there is none
   */
  static Sentence standing(CaseState state, @Nullable DueView due, LocalDate today) {
    return switch (state.phase()) {
      case SUBMITTED ->
          new Sentence(
              "已提交，" + zh(counted(state), today) + "起计为收到",
              "submitted; it counts as received on " + en(counted(state), today));
      case RECEIVED ->
          due == null ? plain("已收件，正在核对材料", "received; being checked") : checked(due, today);
      case NOTICE_GIVEN -> asked(state, today);
      case ACCEPTED ->
          due == null ? plain("已受理，正在办理", "accepted; being worked on") : worked(state, due, today);
      case DECIDED ->
          plain(
              result(state).zh() + "，正在制作文书", result(state).en() + "; its document is being made");
      case ISSUED ->
          state.handing().notified()
              ? plain("结果已可领取", "the result is ready to be collected")
              : plain("结果已制好，即将通知您领取", "the result is made; you will be told when to collect it");
      case DELIVERED, ARCHIVED -> plain("已办结", "done");
      case DECLINED ->
          plain(
              "不予受理；书面决定写明理由和救济途径",
              "not accepted; the written decision states the reasons and remedies");
      case CLOSED_UNCORRECTED ->
          plain(
              "材料未按期补齐，已结束；可重新申请",
              "what was missing did not come in time: closed; you may apply again");
      case WITHDRAWN -> plain("已撤回申请", "the application was withdrawn");
      case TERMINATED -> plain("已终止办理", "the case was terminated without a decision");
      case UNREGISTERED -> throw new IllegalStateException("expected a case that is there");
    };
  }

  private static LocalDate counted(CaseState state) {
    return state.registration().orElseThrow().facts().counted().date();
  }

  private static Sentence checked(DueView due, LocalDate today) {
    return plain(
        "已收件，最晚%s告知是否受理".formatted(zh(due.date(), today)),
        "received; by %s you are told whether it is accepted".formatted(en(due.date(), today)));
  }

  private static Sentence asked(CaseState state, LocalDate today) {
    int missing = state.intake().notice().orElseThrow().outstanding().size();
    LocalDate by = state.intake().notice().orElseThrow().answerBy();
    return plain(
        "还缺 %d 项材料，请在%s前补齐".formatted(missing, zh(by, today)),
        "%d %s missing; please bring %s by %s"
            .formatted(
                missing,
                missing == 1 ? "thing is" : "things are",
                missing == 1 ? "it" : "them",
                en(by, today)));
  }

  private static Sentence worked(CaseState state, DueView due, LocalDate today) {
    Sentence left = left(due);
    String promised = due.clock().equals("promised") ? "承诺" : "法定期限为";
    String by = due.clock().equals("promised") ? "promised by" : "due by law by";
    String up = state.work().isAtUpperLevel() ? "已受理并报" + agency(state) + "审批" : "已受理";
    String upEn =
        state.work().isAtUpperLevel() ? "accepted, and with " + agency(state) : "accepted";
    return plain(
        "%s，%s%s前办结，%s%s"
            .formatted(
                up,
                promised,
                zh(due.date(), today),
                left.zh(),
                due.provisional() ? "（暂定，待放假安排公布）" : ""),
        "%s, %s %s, %s%s"
            .formatted(
                upEn,
                by,
                en(due.date(), today),
                left.en(),
                due.provisional() ? " (provisional until that year's holidays are known)" : ""));
  }

  private static String agency(CaseState state) {
    return state.work().upper().getLast().agency();
  }

  private static Sentence result(CaseState state) {
    return state
        .work()
        .track(Work.WHOLE)
        .flatMap(Track::decision)
        .map(decision -> result(decision.result()))
        .orElse(plain("已作出决定", "decided"));
  }

  private static Sentence result(Result result) {
    return switch (result) {
      case APPROVED -> plain("准予办理", "approved");
      case DENIED ->
          plain("不予批准，决定书写明理由和救济途径", "denied; the decision states the reasons and remedies");
      case PARTLY -> plain("部分准予，部分不予批准", "approved in part");
      case REPLIED -> plain("已正式答复", "answered formally");
    };
  }

  /** What an event tells the applicant; null when it is none of theirs. */
  static @Nullable Sentence told(CaseEvent event, LocalDate today) {
    return switch (event) {
      case CaseEvent.CaseRegistered registered -> plain("提交申请", "application submitted");
      case CaseEvent.CaseReceived received -> plain("收件", "received");
      case CaseEvent.NoticeGiven notice ->
          plain(
              "一次性告知：补正 %d 项，%s前".formatted(notice.points().size(), zh(notice.answerBy(), today)),
              "told what is missing: %d, by %s"
                  .formatted(notice.points().size(), en(notice.answerBy(), today)));
      case CaseEvent.StillMissingTold missing ->
          plain(
              "仍缺 %d 项".formatted(missing.points().size()),
              "still missing: " + missing.points().size());
      case CaseEvent.MaterialsReceived received ->
          received.completeOn() == null
              ? plain("收到部分材料", "some of it arrived")
              : plain("材料已齐", "everything is there");
      case CaseEvent.CaseAccepted accepted -> plain("受理", "accepted");
      case CaseEvent.CaseDeemedAccepted deemed ->
          plain(
              "依法视为自%s起受理".formatted(zh(deemed.from(), today)),
              "counts as accepted from " + en(deemed.from(), today));
      case CaseEvent.CaseDeclined declined -> plain("不予受理", "not accepted");
      case CaseEvent.CaseClosedUncorrected closed ->
          plain("材料未按期补齐，结束", "closed: not completed in time");
      case CaseEvent.StepCompleted step -> plain("完成一个办理环节", "a step is done");
      case CaseEvent.CaseSuspended suspended ->
          plain("暂停计时：" + suspended.reason(), "the clock stands still: " + suspended.reason());
      case CaseEvent.CaseResumed resumed -> plain("恢复计时", "the clock goes on");
      case CaseEvent.CaseExtended extended ->
          plain("延长期限：" + extended.reason(), "more time was granted: " + extended.reason());
      case CaseEvent.CaseSentUp up -> plain("报" + up.agency(), "sent to " + up.agency());
      case CaseEvent.CaseReturnedDown down -> plain("上级已批回", "returned by the upper level");
      case CaseEvent.BranchDecided decided -> plain("一个部门已作出决定", "one department has decided");
      case CaseEvent.CaseDecided decided -> result(decided.result());
      case CaseEvent.RenewalGranted granted ->
          plain("逾期未决定，依法视为准予延续", "counts as renewed: it was not decided in time");
      case CaseEvent.ResultIssued issued -> plain("制证出件", "the result was issued");
      case CaseEvent.ReadyNotified ready -> plain("通知领取", "you were told to collect it");
      case CaseEvent.CollectionReminded reminded ->
          plain("提醒领取", "you were reminded to collect it");
      case CaseEvent.ResultDelivered delivered -> delivered(delivered);
      case CaseEvent.ParcelReturned returned -> plain("邮件退回，可到窗口领取", "the parcel came back");
      case CaseEvent.CaseWithdrawn withdrawn -> plain("撤回申请", "withdrawn");
      case CaseEvent.CaseTerminated terminated -> plain("终止办理", "terminated");
      case CaseEvent.DecisionCorrected corrected ->
          plain("决定书已更正", "the decision's document was corrected");
      case CaseEvent.CaseArchived archived -> plain("归档", "archived");
      case CaseEvent.CorrectedOnSpot corrected -> null;
      case CaseEvent.IntakeObjected objected -> null;
      case CaseEvent.ChainNamed named -> null;
      case CaseEvent.CaseHandedOver over -> null;
      case CaseEvent.GatheringRecorded gathering ->
          plain("部门联合踏勘或会商", "the departments met, or visited the place together");
      case CaseEvent.BranchCalledIn called -> null;
      case CaseEvent.DeadlineReached reached -> null;
      case CaseEvent.DeadlinesReckoned reckoned ->
          plain("放假安排公布，期限重新计算", "deadlines were reckoned again");
    };
  }

  private static Sentence delivered(CaseEvent.ResultDelivered delivered) {
    Sentence way = way(delivered.method());
    String parcel = delivered.parcel();
    return parcel == null
        ? way
        : plain(way.zh() + "，单号 " + parcel, way.en() + ", parcel " + parcel);
  }

  private static Sentence way(DeliveryMethod method) {
    return switch (method) {
      case WINDOW -> plain("窗口领取", "collected at the window");
      case POST -> plain("邮寄送达", "sent by post");
      case AGENT -> plain("代办员送达", "delivered by the agent");
    };
  }

  private static Sentence plain(String zh, String en) {
    return new Sentence(zh, en);
  }
}
