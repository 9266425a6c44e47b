package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.CaseVerb;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeclineGround;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.Gathering;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.Missing;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.cases.Remedy;
import org.yichuang.cases.Result;
import org.yichuang.cases.TerminationGround;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.rehearsal.CaseScript;

/**
 * Lives of cases of every item of Hanjiang; after each event everybody looks at their buttons, and
 * then tries everything that there is to try.
 */
class CaseMovesTest {
  private static final StoredCatalogue.Import HALL = hall();
  private static final CaseRules RULES = new CaseRules(HALL.calendars());
  private static final Instant BEGIN = Instant.parse("2026-03-02T02:00:00Z");
  private static final CaseNumber NUMBER =
      new CaseNumber(new HallId(1), LocalDate.parse("2026-03-02"), 1);
  private static final Set<Remedy> REMEDIES = Set.of(Remedy.RECONSIDERATION, Remedy.LITIGATION);
  private static final String TEXT = "如实记载";
  private static final int LONGEST_LIFE = 50;
  private static final int LIVES = 3;

  /** Of all who might look, at one state. */
  private static final int LOOKERS = 10;

  private final Map<CaseVerb, Integer> listed = new TreeMap<>();
  private final Map<CaseVerb, Integer> hidden = new TreeMap<>();

  private static StoredCatalogue.Import hall() {
    try {
      return BundledFiles.demonstration(BundledFiles.demonstrationHall(), false);
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Test
  void whoever_asks_is_shown_what_the_rules_accept_from_them_and_nothing_else() {
    SplittableRandom random = new SplittableRandom(20261128);
    for (CaseItem item : items()) {
      for (int i = 0; i < LIVES; i++) {
        live(item, random.split());
      }
    }
    for (CaseVerb verb : CaseVerb.values()) {
      if (verb.mayBeAskedIn(org.yichuang.cases.CasePhase.UNREGISTERED)) {
        continue;
      }
      assertTrue(listed.getOrDefault(verb, 0) > 0, () -> verb + " was never possible: " + listed);
      assertTrue(hidden.getOrDefault(verb, 0) > 0, () -> verb + " was always possible: " + hidden);
    }
  }

  /** One of each sort that the rules tell apart. */
  private static Collection<CaseItem> items() {
    Map<String, CaseItem> items = new TreeMap<>();
    for (Item item : HALL.items().items()) {
      CaseItem form = HALL.caseItems().find(new ItemRef(item.id().value(), 1)).orElseThrow();
      String sort =
          "%s %s %s %s %s"
              .formatted(
                  form.kind(),
                  form.practice().tier(),
                  form.practice().handledByOne(),
                  form.law().licence(),
                  form.law().extension() != null);
      items.putIfAbsent(sort, form);
    }
    return items.values();
  }

  private void live(CaseItem item, SplittableRandom random) {
    CaseScript script = new CaseScript(item, random);
    CaseState state = CaseState.unregistered(NUMBER, HALL.caseItems());
    Instant now = BEGIN;
    CaseCommand begin =
        new CaseCommand.RegisterCase(
            item.ref(),
            random.nextBoolean() ? Channel.ONLINE : Channel.WINDOW,
            new org.yichuang.cases.PersonRef(1),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    state = give(state, begin, CaseScript.intake(), now);
    for (int moves = 0; moves < LONGEST_LIFE; moves++) {
      look(state, now, random);
      Optional<CaseScript.Act> act = script.next(state);
      Optional<Instant> due = RULES.nextDue(state);
      Instant counts = HALL.calendars().opening().startOf(state.since());
      Instant from = counts.isAfter(now) ? counts : now;
      Optional<Instant> acts =
          act.flatMap(it -> CaseScript.later(HALL.calendars(), from, it.afterMinutes()));
      if (acts.isEmpty() && due.isEmpty()) {
        return;
      }
      if (due.isPresent() && (acts.isEmpty() || !due.get().isAfter(acts.get()))) {
        now = due.get().isAfter(now) ? due.get() : now;
        for (CaseEvent event : RULES.due(state, now)) {
          state = apply(state, event, AccountId.SYSTEM, now);
        }
      } else {
        now = acts.orElseThrow();
        CaseCommand command =
            act.orElseThrow().command().apply(LocalDate.ofInstant(now, HALL.calendars().zone()));
        state = give(state, command, act.orElseThrow().author(), now);
      }
    }
  }

  private static CaseState give(CaseState state, CaseCommand command, Author author, Instant at) {
    CaseState next = state;
    if (RULES.decide(state, command, author, at) instanceof CaseOutcome.Accepted accepted) {
      for (CaseEvent event : accepted.events()) {
        next = apply(next, event, author.account(), at);
      }
    }
    return next;
  }

  private static CaseState apply(CaseState state, CaseEvent event, AccountId actor, Instant at) {
    return state.apply(new RecordedCaseEvent(state.seq() + 1, at, actor, null, event));
  }

  private void look(CaseState state, Instant now, SplittableRandom random) {
    Map<CaseVerb, List<CaseCommand>> tries = everything(state, now);
    for (Author author : authors(state, random)) {
      Set<String> shown = new TreeSet<>(CaseMoves.of(state, author, RULES, now));
      Set<String> possible = new TreeSet<>();
      tries.forEach(
          (verb, commands) -> {
            boolean accepted =
                commands.stream()
                    .anyMatch(
                        command ->
                            RULES.decide(state, command, author, now)
                                instanceof CaseOutcome.Accepted);
            if (accepted) {
              possible.add(verb.word());
            }
            (accepted ? listed : hidden).merge(verb, 1, Integer::sum);
          });
      assertEquals(
          possible,
          shown,
          () -> "%s of %s that is %s".formatted(author, state.item().ref(), state.phase()));
    }
  }

  /** Some of: a stranger and whoever is named in the case, with each role alone and with all. */
  private static List<Author> authors(CaseState state, SplittableRandom random) {
    Set<AccountId> accounts = new LinkedHashSet<>(List.of(new AccountId(77)));
    accounts.addAll(CaseViews.accounts(state));
    List<Author> authors = new ArrayList<>();
    for (AccountId account : accounts) {
      for (CaseRole role : CaseRole.values()) {
        authors.add(new Author(account, Set.of(role)));
      }
      authors.add(new Author(account, EnumSet.allOf(CaseRole.class)));
    }
    Collections.shuffle(authors, new Random(random.nextLong()));
    return authors.subList(0, Math.min(LOOKERS, authors.size()));
  }

  private static Map<CaseVerb, List<CaseCommand>> everything(CaseState state, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, HALL.calendars().zone());
    Map<CaseVerb, List<CaseCommand>> all = new HashMap<>();
    Stream.concat(
            withoutDocument(state, today),
            Stream.of(today, state.since()).distinct().flatMap(date -> dated(state, today, date)))
        .forEach(
            command ->
                all.computeIfAbsent(command.verb(), unused -> new ArrayList<>()).add(command));
    return all;
  }

  private static List<String> branches(CaseState state) {
    List<String> branches = new ArrayList<>(state.work().branches());
    state.item().branches().stream().map(CaseItem.Branch::id).forEach(branches::add);
    branches.add("");
    return branches.stream().distinct().toList();
  }

  private static Stream<CaseCommand> withoutDocument(CaseState state, LocalDate today) {
    List<Missing> point = List.of(new Missing(1, "原件"));
    Chain chain = new Chain(new AccountId(13), null, new AccountId(18), new AccountId(19));
    List<CaseCommand> commands = new ArrayList<>();
    commands.add(new CaseCommand.CorrectOnSpot(point));
    commands.add(new CaseCommand.ObjectToIntake(point, TEXT));
    commands.add(new CaseCommand.CallIn("called-in-late", chain));
    commands.add(new CaseCommand.NotifyReady());
    commands.add(new CaseCommand.ReturnParcel(TEXT));
    commands.add(new CaseCommand.WithdrawCase(null));
    commands.add(new CaseCommand.ArchiveCase("2026"));
    for (Channel channel : Channel.values()) {
      for (Set<Integer> points : pointsOf(state)) {
        commands.add(new CaseCommand.ReceiveMaterials(channel, points));
      }
    }
    for (Gathering.Kind kind : Gathering.Kind.values()) {
      for (LocalDate date : List.of(today, state.since())) {
        commands.add(
            new CaseCommand.RecordGathering(kind, date, Set.copyOf(state.work().branches()), TEXT));
      }
    }
    for (DeliveryMethod method : DeliveryMethod.values()) {
      for (Recipient recipient : Recipient.values()) {
        commands.add(new CaseCommand.DeliverResult(method, recipient, null));
      }
    }
    for (String branch : branches(state)) {
      commands.add(new CaseCommand.AssignChain(branch, chain, TEXT));
      commands.add(new CaseCommand.AssignChain(branch, chain, null));
      for (CaseCommand.Post post : CaseCommand.Post.values()) {
        commands.add(new CaseCommand.Reassign(post, branch, null, TEXT));
        for (int to : List.of(18, 19, 50)) {
          commands.add(new CaseCommand.Reassign(post, branch, new AccountId(to), TEXT));
        }
      }
      Stream.concat(
              state.item().steps().stream(),
              state.item().branches().stream().flatMap(it -> it.steps().stream()))
          .forEach(step -> commands.add(new CaseCommand.CompleteStep(branch, step.id())));
    }
    return commands.stream();
  }

  private static List<Set<Integer>> pointsOf(CaseState state) {
    List<Set<Integer>> points = new ArrayList<>(List.of(Set.of(), Set.of(1)));
    state
        .intake()
        .notice()
        .ifPresent(
            notice ->
                points.addAll(
                    List.of(
                        Set.copyOf(notice.outstanding()),
                        Set.of(notice.points().size()),
                        Set.of(notice.points().size() + 1))));
    return points;
  }

  private static Stream<CaseCommand> dated(CaseState state, LocalDate today, LocalDate date) {
    Document document = new Document("涵政服", date, 7L);
    Chain chain = new Chain(new AccountId(13), null, new AccountId(18), new AccountId(19));
    Map<String, Chain> chains = new HashMap<>();
    state.item().branches().forEach(branch -> chains.put(branch.id(), chain));
    List<CaseCommand> commands = new ArrayList<>();
    commands.add(new CaseCommand.AcceptCase(document, chain, chains));
    commands.add(new CaseCommand.SendUp(document, "市级主管部门"));
    commands.add(new CaseCommand.ReturnDown(document));
    commands.add(new CaseCommand.IssueResult(document, true));
    commands.add(new CaseCommand.IssueResult(document, false));
    commands.add(new CaseCommand.WithdrawCase(document));
    commands.add(
        new CaseCommand.GiveNotice(document, List.of(new Missing(2, "签字")), today.plusDays(10)));
    for (Set<Integer> points : pointsOf(state)) {
      if (!points.isEmpty()) {
        commands.add(new CaseCommand.StillMissing(document, points, today.plusDays(10)));
        commands.add(new CaseCommand.StillMissing(document, points, null));
      }
    }
    for (DeclineGround ground : DeclineGround.values()) {
      for (String agency : Arrays.asList(null, "县水务局")) {
        commands.add(new CaseCommand.DeclineCase(document, ground, agency, TEXT, REMEDIES));
      }
    }
    for (TerminationGround ground : TerminationGround.values()) {
      commands.add(new CaseCommand.TerminateCase(document, ground, TEXT));
    }
    for (String branch : branches(state)) {
      ofBranch(state, document, branch, commands);
    }
    return commands.stream();
  }

  private static void ofBranch(
      CaseState state, Document document, String branch, List<CaseCommand> commands) {
    Set<String> grounds = new TreeSet<>(Collections.singleton("unheard-of"));
    Stream.concat(
            Stream.of(state.item().law()), state.item().branches().stream().map(it -> it.law()))
        .flatMap(law -> law.grounds().stream())
        .map(ClockLaw.Ground::id)
        .forEach(grounds::add);
    for (String ground : grounds) {
      commands.add(new CaseCommand.SuspendCase(document, branch, ground, Limit.parse("1wd"), TEXT));
      commands.add(new CaseCommand.SuspendCase(document, branch, ground, Limit.parse("1cd"), TEXT));
      commands.add(new CaseCommand.ResumeCase(document, branch, ground));
    }
    for (Rank rank : Rank.values()) {
      commands.add(new CaseCommand.ExtendCase(document, branch, rank, TEXT));
    }
    for (Result result : Result.values()) {
      if (result != Result.PARTLY) {
        commands.add(new CaseCommand.DecideCase(document, branch, result, TEXT, REMEDIES));
      }
    }
    commands.add(new CaseCommand.CorrectDecision(document, branch, TEXT));
  }
}
