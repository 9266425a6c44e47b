package org.yichuang.cases;

import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.CaseTerms;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;

/**
 * What the rules need of an item of the catalogue. Immutable.
 *
 * @param department that is competent; the lead of a joint item
 * @param terms of the case as a whole
 * @param steps of the case as a whole, in their order; a case without steps is decided at once
 * @param branches of a joint item, none of any other
 */
public record CaseItem(
    ItemRef ref,
    CaseKind kind,
    String department,
    CaseTerms terms,
    List<Step> steps,
    List<Branch> branches,
    Practice practice) {
  public static final int MAX_BRANCHES = 20;
  public static final int MAX_STEPS = 20;

  /**
   * @throws IllegalArgumentException when kind, steps, branches and practice do not fit together
   */
  public CaseItem {
    steps = List.copyOf(steps);
    branches = List.copyOf(branches);
    Texts.line(department, "a department");
    checkSteps(steps);
    if ((kind == CaseKind.JOINT) == branches.isEmpty()) {
      throw new IllegalArgumentException(
          "expected branches of joint items alone, found %d of %s".formatted(branches.size(), ref));
    }
    Texts.size(branches.size(), 0, MAX_BRANCHES, "branches");
    Set<String> before = new HashSet<>();
    for (Branch branch : branches) {
      if (!before.containsAll(branch.after) || !before.add(branch.id)) {
        throw new IllegalArgumentException(
            "expected each branch once, behind those it waits for, found " + branch.id);
      }
    }
    if (practice.handledByOne && kind != CaseKind.IMMEDIATE) {
      throw new IllegalArgumentException(
          "expected intake and decision by one person for immediate items alone, found " + kind);
    }
  }

  private static void checkSteps(List<Step> steps) {
    Texts.size(steps.size(), 0, MAX_STEPS, "steps");
    if (steps.stream().map(Step::id).distinct().count() != steps.size()) {
      throw new IllegalArgumentException("expected each step once, found " + steps);
    }
  }

  /**
   * A step of the process.
   *
   * @param role that completes it
   * @param limit null when it has no clock
   */
  public record Step(String id, CaseRole role, @Nullable Limit limit) {
    public Step {
      Texts.id(id);
    }
  }

  /**
   * A department's part in a joint item.
   *
   * @param statutory null when the law sets no limit
   * @param after branches that must be decided first (前置); how, does not matter
   */
  public record Branch(
      String id,
      String department,
      ClockLaw law,
      @Nullable Limit statutory,
      List<String> after,
      List<Step> steps) {
    public Branch {
      after = List.copyOf(after);
      steps = List.copyOf(steps);
      Texts.id(id);
      Texts.line(department, "a department");
      checkSteps(steps);
    }
  }

  /** Who decides (source 001: 一般直接审批, 重大研究). */
  public enum Tier {
    /** A reviewer, or who leads him. */
    DIRECT,
    /** The lead. */
    LEAD,
    /** The lead, after a meeting that was recorded. */
    COLLECTIVE
  }

  /**
   * How the agency handles it, beside the law.
   *
   * @param handledByOne whether one person may accept, decide and issue; immediate items alone
   * @param closesUncorrected whether a notice that nobody answers by its date closes the case
   * @param officeCloses the end of the agency's published office hours: what arrives online later
   *     counts from the next working day
   * @param delivery allowed ways; some departments do not post
   */
  public record Practice(
      Tier tier,
      boolean handledByOne,
      boolean closesUncorrected,
      LocalTime officeCloses,
      Set<DeliveryMethod> delivery) {
    public Practice {
      delivery = Set.copyOf(delivery);
      if (delivery.isEmpty()) {
        throw new IllegalArgumentException("expected a way of delivery, found none");
      }
    }
  }

  public ClockLaw law() {
    return terms.law();
  }

  public Optional<Branch> branch(String id) {
    return branches.stream().filter(branch -> branch.id.equals(id)).findFirst();
  }

  /** Steps of a branch; of the case as a whole when it is empty; none of a branch called in. */
  List<Step> stepsOf(String branch) {
    return branch.isEmpty() ? steps : branch(branch).map(Branch::steps).orElse(List.of());
  }
}
