package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CasePhase;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.Gathering;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.cases.Result;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** The items of the demonstration hall as the rules of cases take them. */
class CasesOfItemsTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Document DOCUMENT = new Document("涵〔2026〕1号", DAY, 1L);
  private static final ItemList ITEMS = items();

  private static ItemList items() {
    try {
      return ItemsFileTest.demonstration();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static ItemRef ref(String id) {
    return new ItemRef(id, 1);
  }

  private static CaseItem item(String id) {
    return ITEMS.forCases(ref(id)).orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          marriage-registration    | IMMEDIATE | none      | 40min | DIRECT     | one  | open   |                                | WINDOW
          company-registration     | PROMISED  | 3wd+3wd   | 1wd   | DIRECT     | many | closes | review:REVIEW:1wd              | AGENT POST WINDOW
          water-abstraction-permit | PROMISED  | 45wd      | 15wd  | LEAD       | many | closes | review:REVIEW:6wd proposal:REVIEW:3wd | AGENT POST WINDOW
          investment-project-approval | PROMISED | 20wd+40wd | 8wd | COLLECTIVE | many | closes | review:REVIEW:3wd proposal:REVIEW:1wd | AGENT POST WINDOW
          fireworks-retail-licence | PROMISED  | 20wd      | 8wd   | DIRECT     | many | closes | review:REVIEW:3wd site-check:REVIEW:2wd proposal:REVIEW:1wd sign:LEAD:1wd | WINDOW
          information-disclosure   | REPLY     | 20wd+20wd | 15wd  | LEAD       | many | closes | search:REVIEW:7wd draft:REVIEW:5wd | POST WINDOW
          subsistence-allowance    | SENT_UP   | 30wd      | 22wd  | LEAD       | many | open   | review:REVIEW:5wd household-check:REVIEW:8wd proposal:REVIEW:4wd | AGENT WINDOW
          joint-site-visit         | SPECIAL   | none      | 10wd  | DIRECT     | many | closes | coordinate:CENTRE:5wd          | AGENT WINDOW
          identity-card-renewal    | PROMISED  | 60cd      | 20cd  | DIRECT     | many | open   | review:REVIEW:8cd proposal:REVIEW:4cd | POST WINDOW
          used-house-transfer      | JOINT     | 30wd      | 3wd   | DIRECT     | many | open   |                                | POST WINDOW
          """)
  void an_item_is_what_its_file_says(
      String id,
      CaseKind kind,
      String statutory,
      String promised,
      CaseItem.Tier tier,
      String byOne,
      String uncorrected,
      String steps,
      String delivery) {
    CaseItem item = item(id);
    assertEquals(kind, item.kind());
    assertEquals(
        statutory, item.terms().statutory() == null ? "none" : item.terms().statutory().toString());
    assertEquals(promised, String.valueOf(item.terms().promised()));
    assertEquals(tier, item.practice().tier());
    assertEquals(byOne.equals("one"), item.practice().handledByOne());
    assertEquals(uncorrected.equals("closes"), item.practice().closesUncorrected());
    assertEquals(steps == null ? "" : steps, steps(item.steps()));
    assertEquals(
        delivery,
        new TreeSet<>(item.practice().delivery().stream().map(DeliveryMethod::name).toList())
            .stream().collect(Collectors.joining(" ")));
    assertEquals("17:30", item.practice().officeCloses().toString());
  }

  private static String steps(List<CaseItem.Step> steps) {
    return steps.stream()
        .map(step -> "%s:%s:%s".formatted(step.id(), step.role(), step.limit()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void a_branch_has_its_own_law_limit_and_steps() {
    List<CaseItem.Branch> branches = item("used-house-transfer").branches();
    assertEquals(List.of("tax", "register"), branches.stream().map(CaseItem.Branch::id).toList());
    assertEquals("assess:REVIEW:1wd", steps(branches.getFirst().steps()));
    assertEquals("review:REVIEW:1wd", steps(branches.getLast().steps()));
    assertEquals(List.of("tax"), branches.getLast().after());
    assertEquals(null, branches.getFirst().statutory());
    assertEquals("30wd", String.valueOf(branches.getLast().statutory()));
    assertSame(
        item("mortgage-registration").law(), branches.getLast().law(), "a law is there once");
    assertSame(item("mortgage-registration"), item("mortgage-registration"));
  }

  @Test
  void an_item_that_is_not_there_is_not_found() {
    assertEquals(Optional.empty(), ITEMS.forCases(ref("unheard-of")));
  }

  @Test
  void immediate_items_and_no_others_are_handled_by_one_person() {
    for (Item item : ITEMS.items()) {
      assertEquals(
          item.kind() == Item.Kind.IMMEDIATE,
          item(item.id().value()).practice().handledByOne(),
          item.id()::toString);
    }
  }

  static List<String> ids() {
    return ITEMS.items().stream().map(item -> item.id().value()).toList();
  }

  /** So that no item of a hall is a dead end. */
  @ParameterizedTest
  @MethodSource("ids")
  void a_case_of_every_item_goes_from_its_receipt_to_its_delivery(String id) {
    CaseItem item = item(id);
    Walk walk = new Walk(item);
    if (item.practice().handledByOne()) {
      walk.atOnce();
    } else {
      walk.bySteps();
    }
    assertEquals(CasePhase.DELIVERED, walk.state.phase());
    assertEquals(List.of(), walk.state.clocks().running());
  }

  /** A case, on its day, a minute for each command. */
  private static final class Walk {
    private final CaseItem item;
    private final CaseRules rules;
    private Instant now = DAY.atTime(10, 0).atZone(ZONE).toInstant();
    private CaseState state;

    Walk(CaseItem item) {
      this.item = item;
      state =
          CaseState.unregistered(new CaseNumber(new HallId(1), DAY, 1), ref -> Optional.of(item));
      try {
        HallOpening opening = HallFileTest.demonstration().opening(false);
        rules =
            new CaseRules(
                new Calendars(
                    opening.workingDays(BundledFiles.nationalCalendar()),
                    opening.calendar(ZONE, BundledFiles.nationalCalendar())));
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }

    void atOnce() {
      DeliveryMethod method = item.practice().delivery().iterator().next();
      give(
          CaseRole.INTAKE,
          new CaseCommand.HandleAtOnce(
              register(),
              new CaseCommand.AcceptCase(
                  DOCUMENT,
                  new Chain(account(CaseRole.LEAD), null, account(CaseRole.INTAKE), null),
                  Map.of()),
              new CaseCommand.DecideCase(DOCUMENT, "", Result.APPROVED, null, Set.of()),
              new CaseCommand.IssueResult(DOCUMENT, true),
              new CaseCommand.DeliverResult(method, Recipient.APPLICANT, null)));
    }

    void bySteps() {
      give(CaseRole.INTAKE, register());
      Map<String, Chain> branches = new TreeMap<>();
      item.branches().forEach(branch -> branches.put(branch.id(), chain()));
      give(CaseRole.INTAKE, new CaseCommand.AcceptCase(DOCUMENT, chain(), branches));
      if (item.kind() == CaseKind.SENT_UP) {
        give(CaseRole.REVIEW, new CaseCommand.SendUp(DOCUMENT, "上级机关"));
        give(CaseRole.REVIEW, new CaseCommand.ReturnDown(DOCUMENT));
      }
      complete("", item.steps());
      if (item.practice().tier() == CaseItem.Tier.COLLECTIVE) {
        give(
            CaseRole.REVIEW,
            new CaseCommand.RecordGathering(Gathering.Kind.MEETING, DAY, Set.of(), "集体研究"));
      }
      for (CaseItem.Branch branch : item.branches()) {
        complete(branch.id(), branch.steps());
        decide(branch.id());
      }
      if (item.branches().isEmpty()) {
        decide("");
      }
      give(CaseRole.ISSUE, new CaseCommand.IssueResult(DOCUMENT, true));
      for (DeliveryMethod method : DeliveryMethod.values()) {
        if (!item.practice().delivery().contains(method)) {
          assertEquals(
              CaseRefusal.Reason.METHOD_EXCLUDED,
              refused(
                  CaseRole.ISSUE,
                  new CaseCommand.DeliverResult(method, Recipient.APPLICANT, null)));
        }
      }
      give(
          CaseRole.ISSUE,
          new CaseCommand.DeliverResult(
              item.practice().delivery().iterator().next(), Recipient.APPLICANT, null));
    }

    private void complete(String branch, List<CaseItem.Step> steps) {
      steps.forEach(step -> give(step.role(), new CaseCommand.CompleteStep(branch, step.id())));
    }

    private void decide(String branch) {
      CaseRole who =
          item.kind() == CaseKind.SPECIAL
              ? CaseRole.CENTRE
              : item.practice().tier() == CaseItem.Tier.DIRECT ? CaseRole.REVIEW : CaseRole.LEAD;
      Result result = item.kind() == CaseKind.REPLY ? Result.REPLIED : Result.APPROVED;
      give(who, new CaseCommand.DecideCase(DOCUMENT, branch, result, null, Set.of()));
    }

    private CaseCommand.RegisterCase register() {
      return new CaseCommand.RegisterCase(
          item.ref(),
          Receipt.Channel.WINDOW,
          new PersonRef(1),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of());
    }

    private static AccountId account(CaseRole role) {
      return new AccountId(List.of(CaseRole.values()).indexOf(role) + 1);
    }

    private static Chain chain() {
      return new Chain(account(CaseRole.LEAD), null, account(CaseRole.REVIEW), null);
    }

    private CaseOutcome ask(CaseRole as, CaseCommand command) {
      now = now.plusSeconds(60);
      assertTrue(rules.due(state, now).isEmpty(), "nothing is late within the morning");
      return rules.decide(state, command, new Author(account(as), Set.of(as)), now);
    }

    private CaseRefusal.Reason refused(CaseRole as, CaseCommand command) {
      return switch (ask(as, command)) {
        case CaseOutcome.Refused refused -> refused.refusal().reason();
        case CaseOutcome.Accepted accepted -> throw new AssertionError(accepted);
      };
    }

    private void give(CaseRole as, CaseCommand command) {
      switch (ask(as, command)) {
        case CaseOutcome.Refused refused ->
            throw new AssertionError("%s: %s".formatted(command, refused.refusal()));
        case CaseOutcome.Accepted accepted -> {
          accepted
              .events()
              .forEach(
                  event ->
                      state =
                          state.apply(
                              new RecordedCaseEvent(
                                  state.seq() + 1, now, account(as), null, event)));
        }
      }
    }
  }
}
