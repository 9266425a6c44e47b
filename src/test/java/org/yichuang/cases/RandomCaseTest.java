package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.yichuang.cases.CaseHall.Person;

/**
 * Cases to which anything happens. What fails is printed with its seed and with no more steps than
 * it needs.
 */
class RandomCaseTest {

  /** Somebody asks something after a while; what it is depends on the case as well. */
  record Step(long dice, long pauseMinutes) {}

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<Long> dice = evenly(Long.MAX_VALUE);
    Arbitrary<Long> pause =
        Arbitraries.frequencyOf(
            Tuple.of(10, evenly(30)),
            Tuple.of(20, evenly(Duration.ofDays(4).toMinutes())),
            Tuple.of(1, evenly(Duration.ofDays(90).toMinutes())));
    return Combinators.combine(dice, pause)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Long> evenly(long most) {
    return Arbitraries.longs()
        .between(0, most)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  @Property(tries = 1_500, seed = "20261124", edgeCases = EdgeCasesMode.NONE)
  void no_commands_bring_a_case_into_an_illegal_state(@ForAll("lives") List<Step> steps) {
    List<String> names = List.copyOf(CaseHall.ITEMS.keySet());
    String item = names.get(Math.floorMod(steps.getFirst().dice(), names.size()));
    CaseScene scene = new CaseScene();
    for (Step step : steps) {
      scene.until(scene.now.plus(Duration.ofMinutes(step.pauseMinutes())));
      ask(scene, item, new Random(step.dice()));
    }
    scene.until(scene.now.plus(Duration.ofDays(400)));
    String told = item + ": " + scene.story();
    LifeModel.check(scene, told);
    assertEquals(scene.state, scene.replayed(), told);
    assertEquals(scene.state, StoredLife.replayed(scene), told);
    scene.events.forEach(
        event -> Statistics.label("events").collect(CaseTable.name(event.event())));
    Statistics.label("events")
        .coverage(
            coverage ->
                CaseTable.leaves(CaseEvent.class).stream()
                    .map(Class::getSimpleName)
                    .filter(event -> !ELSEWHERE.contains(event))
                    .forEach(event -> coverage.check(event).count(count -> count > 0)));
  }

  /** It needs another calendar. */
  private static final Set<String> ELSEWHERE = Set.of("DeadlinesReckoned");

  /** Until something is accepted, a few at most; a refusal changes nothing. */
  private static void ask(CaseScene scene, String item, Random random) {
    for (int i = 0; i < 6; i++) {
      CaseState before = scene.state;
      List<ArmedDeadline> armed = CaseHall.RULES.armed(before);
      String step = RandomSteps.next(random, scene, item);
      String found = CaseTable.ask(scene, item, step);
      boolean refused = CaseRefusals.isReason(found);
      if (refused) {
        assertEquals(before, scene.state, step);
        assertEquals(armed, CaseHall.RULES.armed(scene.state), step);
      } else {
        assertTrue(scene.state.seq() > before.seq(), step);
        return;
      }
    }
  }

  /** Tells refusals' reasons from events' types. */
  private static final class CaseRefusals {
    static boolean isReason(String found) {
      return Set.of(CaseRefusal.Reason.values()).stream()
          .anyMatch(reason -> reason.name().equals(found));
    }
  }

  /** What might be asked next, mostly by whoever may. */
  private static final class RandomSteps {
    private static final List<CaseVerb> VERBS = List.of(CaseVerb.values());
    private static final List<Person> PEOPLE = List.of(Person.values());

    /** Rarely: most lives shall be long. */
    private static final Set<CaseVerb> ENDINGS =
        Set.of(CaseVerb.DECLINE, CaseVerb.WITHDRAW, CaseVerb.TERMINATE, CaseVerb.ARCHIVE);

    static String next(Random random, CaseScene scene, String item) {
      CasePhase phase = scene.state.phase();
      List<CaseVerb> fitting = VERBS.stream().filter(verb -> verb.mayBeAskedIn(phase)).toList();
      CaseVerb verb =
          random.nextInt(12) == 0 || fitting.isEmpty()
              ? VERBS.get(random.nextInt(VERBS.size()))
              : fitting.get(random.nextInt(fitting.size()));
      if (ENDINGS.contains(verb) && random.nextInt(8) > 0) {
        return next(random, scene, item);
      }
      String by =
          switch (random.nextInt(6)) {
            case 0 -> " by=" + PEOPLE.get(random.nextInt(PEOPLE.size())).name();
            case 1, 2 -> " by=everybody";
            default -> "";
          };
      return verb.word() + details(random, scene, verb, item) + by;
    }

    private static String details(Random random, CaseScene scene, CaseVerb verb, String item) {
      Work work = scene.state.work();
      List<String> branches = work.branches();
      String branch =
          branches.isEmpty() || random.nextInt(8) == 0
              ? ""
              : " branch=" + branches.get(random.nextInt(branches.size()));
      return switch (verb) {
        case REGISTER ->
            (random.nextInt(3) == 0 ? " channel=online" : "")
                + (random.nextInt(4) == 0
                    ? " expires=2026-03-%02d".formatted(2 + random.nextInt(29))
                    : "");
        case GIVE_NOTICE -> " missing=3 answer=+" + random.nextInt(30);
        case STILL_MISSING, RECEIVE_MATERIALS ->
            " answer=+" + (1 + random.nextInt(20)) + points(random, scene);
        case DECIDE ->
            branch
                + (item.equals("question")
                    ? " result=replied"
                    : random.nextInt(3) == 0 ? " result=denied reason=x" : " result=approved")
                + (random.nextBoolean() ? " by=lead" : "")
                + (item.equals("special") && branch.isEmpty() ? " by=centre" : "");
        case COMPLETE_STEP ->
            branch + (random.nextBoolean() ? " step=sign by=lead" : " step=review");
        case SUSPEND, RESUME ->
            (random.nextBoolean() ? branch : " by=lead")
                + (random.nextBoolean() ? " ground=hearing" : "");
        case EXTEND -> (random.nextBoolean() ? branch : "") + " approver=government-head";
        case RECORD_GATHERING -> random.nextBoolean() ? " kind=meeting" : "";
        case CALL_IN -> " branch=b" + random.nextInt(3);
        case ISSUE -> random.nextBoolean() ? " notified=no" : "";
        case DELIVER -> random.nextBoolean() ? " method=post" : "";
        case ASSIGN_CHAIN -> branch;
        case REASSIGN ->
            switch (random.nextInt(3)) {
              case 0 -> branch;
              case 1 -> " post=owner to=agent by=centre";
              default -> branch + " to=everybody by=centre";
            };
        case CORRECT -> branch;
        case HANDLE_AT_ONCE,
            CORRECT_ON_SPOT,
            ACCEPT,
            DECLINE,
            OBJECT,
            SEND_UP,
            RETURN_DOWN,
            NOTIFY_READY,
            RETURN_PARCEL,
            WITHDRAW,
            TERMINATE,
            ARCHIVE ->
            "";
      };
    }

    private static String points(Random random, CaseScene scene) {
      if (scene.state.intake().notice().isEmpty()) {
        return "";
      }
      return switch (random.nextInt(4)) {
        case 0 -> " points=1";
        case 1 -> " points=2,3";
        case 2 -> " points=1,2,3";
        default -> " points=" + random.nextInt(5);
      };
    }
  }
}
