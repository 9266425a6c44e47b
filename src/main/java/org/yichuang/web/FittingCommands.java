package org.yichuang.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.CaseVerb;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeclineGround;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.Gathering;
import org.yichuang.cases.Missing;
import org.yichuang.cases.Notice;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.Registration;
import org.yichuang.cases.Remedy;
import org.yichuang.cases.Result;
import org.yichuang.cases.TerminationGround;
import org.yichuang.cases.Track;
import org.yichuang.cases.Work;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.deadlines.Suspension;
import org.yichuang.hall.AccountId;

/**
 * Commands with everything in them that the rules ask for, as far as a case can tell: one for each
 * branch, ground or way that there is. None is ever given; whether one could be is asked of the
 * rules. Immutable; any thread.
 *
 * @param today on which documents are dated
 */
record FittingCommands(CaseState state, LocalDate today) {
  private static final String SOMETHING = "-";
  private static final Set<Remedy> REMEDIES = Set.of(Remedy.values());
  private static final Limit ONE_DAY = new Limit(1, LimitUnit.CALENDAR_DAY, 0);
  private static final List<AccountId> ANYBODY = List.of(new AccountId(1), new AccountId(2));
  private static final Chain CHAIN = new Chain(ANYBODY.getFirst(), null, ANYBODY.getLast(), null);

  List<? extends CaseCommand> of(CaseVerb verb) {
    return switch (verb) {
      case REGISTER, HANDLE_AT_ONCE -> List.of();
      case CORRECT_ON_SPOT -> List.of(new CaseCommand.CorrectOnSpot(points()));
      case GIVE_NOTICE ->
          List.of(new CaseCommand.GiveNotice(document(), points(), today.plusDays(1)));
      case STILL_MISSING ->
          List.of(new CaseCommand.StillMissing(document(), Set.of(1), today.plusDays(1)));
      case RECEIVE_MATERIALS ->
          List.of(new CaseCommand.ReceiveMaterials(Channel.WINDOW, outstanding()));
      case ACCEPT -> List.of(new CaseCommand.AcceptCase(document(), CHAIN, chains()));
      case DECLINE ->
          List.of(
              new CaseCommand.DeclineCase(
                  document(), DeclineGround.NOT_NEEDED, null, SOMETHING, REMEDIES));
      case OBJECT -> List.of(new CaseCommand.ObjectToIntake(points(), SOMETHING));
      case ASSIGN_CHAIN -> inEach(branch -> new CaseCommand.AssignChain(branch, CHAIN, SOMETHING));
      case REASSIGN -> handingOver();
      case COMPLETE_STEP -> steps();
      case RECORD_GATHERING ->
          Arrays.stream(Gathering.Kind.values())
              .map(kind -> new CaseCommand.RecordGathering(kind, today, Set.of(), SOMETHING))
              .toList();
      case CALL_IN ->
          List.of(new CaseCommand.CallIn("new-" + state.work().branches().size(), CHAIN));
      case SUSPEND -> suspensions();
      case RESUME ->
          state.clocks().suspensions().stream()
              .filter(Suspension::isOpen)
              .map(stop -> new CaseCommand.ResumeCase(document(), stop.branch(), stop.ground()))
              .toList();
      case EXTEND ->
          Stream.of(document(), new Document(SOMETHING, state.since(), 1L))
              .flatMap(approval -> extensions(approval).stream())
              .toList();
      case SEND_UP -> List.of(new CaseCommand.SendUp(document(), SOMETHING));
      case RETURN_DOWN -> List.of(new CaseCommand.ReturnDown(document()));
      case DECIDE ->
          inEach(
              branch ->
                  new CaseCommand.DecideCase(document(), branch, result(), SOMETHING, REMEDIES));
      case ISSUE -> List.of(new CaseCommand.IssueResult(document(), true));
      case NOTIFY_READY -> List.of(new CaseCommand.NotifyReady());
      case DELIVER ->
          Arrays.stream(DeliveryMethod.values())
              .map(method -> new CaseCommand.DeliverResult(method, Recipient.APPLICANT, null))
              .toList();
      case RETURN_PARCEL -> List.of(new CaseCommand.ReturnParcel(SOMETHING));
      case WITHDRAW -> List.of(new CaseCommand.WithdrawCase(null));
      case TERMINATE ->
          List.of(
              new CaseCommand.TerminateCase(
                  document(), TerminationGround.APPLICANT_GONE, SOMETHING));
      case CORRECT ->
          inEach(branch -> new CaseCommand.CorrectDecision(document(), branch, SOMETHING));
      case ARCHIVE -> List.of(new CaseCommand.ArchiveCase(SOMETHING));
    };
  }

  private Document document() {
    return new Document(SOMETHING, today, 1L);
  }

  private static List<Missing> points() {
    return List.of(new Missing(0, SOMETHING));
  }

  private Set<Integer> outstanding() {
    return state.intake().notice().map(Notice::outstanding).map(Set::copyOf).orElse(Set.of());
  }

  private Map<String, Chain> chains() {
    return state.item().branches().stream()
        .collect(Collectors.toMap(CaseItem.Branch::id, branch -> CHAIN));
  }

  private Result result() {
    return state.item().kind() == CaseKind.REPLY ? Result.REPLIED : Result.APPROVED;
  }

  /** The case as a whole, and each of its branches. */
  private Stream<String> branches() {
    return Stream.concat(Stream.of(Work.WHOLE), state.work().branches().stream());
  }

  private <T extends CaseCommand> List<T> inEach(Function<String, T> command) {
    return branches().map(command).toList();
  }

  /** An approval may be older than what is done about it. */
  private List<CaseCommand.ExtendCase> extensions(Document approval) {
    return inEach(
        branch -> new CaseCommand.ExtendCase(approval, branch, Rank.GOVERNMENT_HEAD, SOMETHING));
  }

  private List<CaseCommand> handingOver() {
    List<CaseCommand> over = new ArrayList<>();
    Optional<AccountId> owner = state.registration().flatMap(Registration::owner);
    over.add(
        new CaseCommand.Reassign(
            CaseCommand.Post.OWNER, Work.WHOLE, other(owner.orElse(null)), SOMETHING));
    branches()
        .forEach(
            branch ->
                over.add(
                    new CaseCommand.Reassign(
                        CaseCommand.Post.CLERK,
                        branch,
                        other(chain(branch).map(Chain::clerk).orElse(null)),
                        SOMETHING)));
    return over;
  }

  private Optional<Chain> chain(String branch) {
    return state.work().track(branch).flatMap(Track::chain);
  }

  private static AccountId other(@Nullable AccountId than) {
    return ANYBODY.getFirst().equals(than) ? ANYBODY.getLast() : ANYBODY.getFirst();
  }

  private List<CaseCommand.CompleteStep> steps() {
    return branches()
        .flatMap(
            branch ->
                next(branch).map(step -> new CaseCommand.CompleteStep(branch, step.id())).stream())
        .toList();
  }

  private Optional<CaseItem.Step> next(String branch) {
    List<CaseItem.Step> steps =
        branch.isEmpty()
            ? state.item().steps()
            : state.item().branch(branch).map(CaseItem.Branch::steps).orElse(List.of());
    int done = state.work().track(branch).map(Track::stepsDone).orElse(0);
    return steps.stream().skip(done).findFirst();
  }

  private List<CaseCommand.SuspendCase> suspensions() {
    return branches()
        .flatMap(
            branch ->
                law(branch).grounds().stream()
                    .map(
                        ground ->
                            new CaseCommand.SuspendCase(
                                document(), branch, ground.id(), ONE_DAY, SOMETHING)))
        .toList();
  }

  private ClockLaw law(String branch) {
    return state.item().branch(branch).map(CaseItem.Branch::law).orElse(state.item().law());
  }
}
