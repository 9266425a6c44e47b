package org.yichuang.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;

/**
 * What somebody asks of a case. A command names its case, its author and its time nowhere: these
 * travel beside it. Where a branch is empty, the case as a whole is meant.
 */
public sealed interface CaseCommand {

  CaseVerb verb();

  /**
   * An application arrives.
   *
   * @param handler who acts for the applicant; null: nobody does
   * @param subject null when the item has none
   * @param ticket whose service it comes from; null: none
   * @param owner who was asked first (首问); null: the author
   * @param backup of the owner
   * @param responsible the hall whose departments decide, in another's stead (同城通办); null: this one
   * @param licenceExpires the last day of the licence to be renewed; null when it is no renewal
   * @param duplicates open cases of the same applicant, item and subject, as the shell found them
   */
  record RegisterCase(
      ItemRef item,
      Channel channel,
      PersonRef applicant,
      @Nullable PersonRef handler,
      @Nullable SubjectRef subject,
      @Nullable TicketId ticket,
      @Nullable AccountId owner,
      @Nullable AccountId backup,
      @Nullable HallId responsible,
      @Nullable LocalDate licenceExpires,
      List<CaseNumber> duplicates)
      implements CaseCommand {
    public static final int MAX_DUPLICATES = 20;

    public RegisterCase {
      duplicates = List.copyOf(duplicates);
      Texts.size(duplicates.size(), 0, MAX_DUPLICATES, "duplicates");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.REGISTER;
    }
  }

  /**
   * An immediate case within one visit: registered, accepted, decided, issued and delivered, or
   * none of it.
   */
  record HandleAtOnce(
      RegisterCase register,
      AcceptCase accept,
      DecideCase decide,
      IssueResult issue,
      DeliverResult deliver)
      implements CaseCommand {
    @Override
    public CaseVerb verb() {
      return CaseVerb.HANDLE_AT_ONCE;
    }
  }

  /** The applicant put something right at the window; free, and no notice. */
  record CorrectOnSpot(List<Missing> points) implements CaseCommand {
    public CorrectOnSpot {
      points = List.copyOf(points);
      Texts.size(points.size(), 1, Missing.MAX_POINTS, "points");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.CORRECT_ON_SPOT;
    }
  }

  /** The one complete notice of what is missing (一次性告知). */
  record GiveNotice(Document document, List<Missing> missing, LocalDate answerBy)
      implements CaseCommand {
    public GiveNotice {
      missing = List.copyOf(missing);
      Texts.size(missing.size(), 1, Missing.MAX_POINTS, "points");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.GIVE_NOTICE;
    }
  }

  /**
   * Points of the notice that are still not there.
   *
   * @param points by their place in the notice, from 1
   * @param answerBy null: the date of the notice
   */
  record StillMissing(Document document, Set<Integer> points, @Nullable LocalDate answerBy)
      implements CaseCommand {
    public StillMissing {
      points = Set.copyOf(points);
      Texts.size(points.size(), 1, Missing.MAX_POINTS, "points");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.STILL_MISSING;
    }
  }

  /**
   * Materials arrive: points of the notice; or none, when the originals of what was submitted are
   * brought before its day.
   */
  record ReceiveMaterials(Channel channel, Set<Integer> points) implements CaseCommand {
    public ReceiveMaterials {
      points = Set.copyOf(points);
      Texts.size(points.size(), 0, Missing.MAX_POINTS, "points");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.RECEIVE_MATERIALS;
    }
  }

  /**
   * @param branches of a joint case: who is responsible for each of them
   */
  record AcceptCase(Document document, Chain chain, Map<String, Chain> branches)
      implements CaseCommand {
    public AcceptCase {
      branches = Map.copyOf(branches);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.ACCEPT;
    }
  }

  /**
   * @param rightAgency null unless another one is competent
   */
  record DeclineCase(
      Document document,
      DeclineGround ground,
      @Nullable String rightAgency,
      String reason,
      Set<Remedy> remedies)
      implements CaseCommand {
    public DeclineCase {
      remedies = Set.copyOf(remedies);
      Texts.line(rightAgency, "an agency");
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.DECLINE;
    }
  }

  record ObjectToIntake(List<Missing> points, String reason) implements CaseCommand {
    public ObjectToIntake {
      points = List.copyOf(points);
      Texts.size(points.size(), 1, Missing.MAX_POINTS, "points");
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.OBJECT;
    }
  }

  /**
   * @param reason needed where another chain was named before
   */
  record AssignChain(String branch, Chain chain, @Nullable String reason) implements CaseCommand {
    public AssignChain {
      Texts.branch(branch);
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.ASSIGN_CHAIN;
    }
  }

  /** What is handed over. */
  enum Post {
    /** Of whoever was asked first. */
    OWNER,
    /** Of whoever works on the case or branch. */
    CLERK
  }

  /**
   * @param to null: the backup
   */
  record Reassign(Post post, String branch, @Nullable AccountId to, String reason)
      implements CaseCommand {
    public Reassign {
      Texts.branch(branch);
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.REASSIGN;
    }
  }

  record CompleteStep(String branch, String step) implements CaseCommand {
    public CompleteStep {
      Texts.branch(branch);
      Texts.id(step);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.COMPLETE_STEP;
    }
  }

  /**
   * @param branches whose departments took part
   */
  record RecordGathering(Gathering.Kind kind, LocalDate date, Set<String> branches, String note)
      implements CaseCommand {
    public RecordGathering {
      branches = Set.copyOf(branches);
      branches.forEach(Texts::id);
      Texts.reason(note);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.RECORD_GATHERING;
    }
  }

  record CallIn(String branch, Chain chain) implements CaseCommand {
    public CallIn {
      Texts.id(branch);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.CALL_IN;
    }
  }

  /**
   * @param document the notice to the applicant
   * @param expected how long the applicant is told it takes; days or months
   */
  record SuspendCase(Document document, String branch, String ground, Limit expected, String reason)
      implements CaseCommand {
    public SuspendCase {
      Texts.branch(branch);
      Texts.id(ground);
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.SUSPEND;
    }
  }

  record ResumeCase(Document document, String branch, String ground) implements CaseCommand {
    public ResumeCase {
      Texts.branch(branch);
      Texts.id(ground);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.RESUME;
    }
  }

  /**
   * @param document the approval of {@code approver}
   * @param reason the applicant is told
   */
  record ExtendCase(Document document, String branch, Rank approver, String reason)
      implements CaseCommand {
    public ExtendCase {
      Texts.branch(branch);
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.EXTEND;
    }
  }

  record SendUp(Document document, String agency) implements CaseCommand {
    public SendUp {
      Texts.line(agency, "an agency");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.SEND_UP;
    }
  }

  record ReturnDown(Document document) implements CaseCommand {
    @Override
    public CaseVerb verb() {
      return CaseVerb.RETURN_DOWN;
    }
  }

  /**
   * @param reason needed for a denial
   * @param remedies needed for a denial
   */
  record DecideCase(
      Document document,
      String branch,
      Result result,
      @Nullable String reason,
      Set<Remedy> remedies)
      implements CaseCommand {
    public DecideCase {
      remedies = Set.copyOf(remedies);
      Texts.branch(branch);
      Texts.reason(reason);
      if (result == Result.PARTLY) {
        throw new IllegalArgumentException("expected one result, found that of several branches");
      }
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.DECIDE;
    }
  }

  /**
   * @param notified whether the applicant knows that it is ready
   */
  record IssueResult(Document document, boolean notified) implements CaseCommand {
    @Override
    public CaseVerb verb() {
      return CaseVerb.ISSUE;
    }
  }

  /** The applicant was told that the result is ready. */
  record NotifyReady() implements CaseCommand {
    @Override
    public CaseVerb verb() {
      return CaseVerb.NOTIFY_READY;
    }
  }

  /**
   * @param parcel its number at the carrier; null when nothing was posted
   */
  record DeliverResult(DeliveryMethod method, Recipient recipient, @Nullable String parcel)
      implements CaseCommand {
    public DeliverResult {
      Texts.line(parcel, "a parcel number");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.DELIVER;
    }
  }

  record ReturnParcel(String reason) implements CaseCommand {
    public ReturnParcel {
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.RETURN_PARCEL;
    }
  }

  record WithdrawCase(@Nullable Document document) implements CaseCommand {
    @Override
    public CaseVerb verb() {
      return CaseVerb.WITHDRAW;
    }
  }

  record TerminateCase(Document document, TerminationGround ground, String reason)
      implements CaseCommand {
    public TerminateCase {
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.TERMINATE;
    }
  }

  /** A mistake in the decision's document is put right; its result stays. */
  record CorrectDecision(Document document, String branch, String reason) implements CaseCommand {
    public CorrectDecision {
      Texts.branch(branch);
      Texts.reason(reason);
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.CORRECT;
    }
  }

  record ArchiveCase(String shelf) implements CaseCommand {
    public ArchiveCase {
      Texts.line(shelf, "an archive number");
    }

    @Override
    public CaseVerb verb() {
      return CaseVerb.ARCHIVE;
    }
  }
}
