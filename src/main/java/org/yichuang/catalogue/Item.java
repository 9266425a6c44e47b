package org.yichuang.catalogue;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;

/**
 * One thing a person can apply for (事项), with the fields that a service guide is made from (source
 * 004: 依据、申报材料、办事程序、承诺时限). Immutable.
 *
 * @param queue whose tickets it is served with: the zone of the hall
 * @param department that decides it; the lead of a joint item
 * @param branches of a joint item, in an order in which each may start when those before it are
 *     done; none of any other item
 */
public record Item(
    ItemId id,
    QueueId queue,
    LocalText name,
    Kind kind,
    Regime.Nature nature,
    String department,
    Period period,
    List<Branch> branches,
    List<Material> materials,
    Service service,
    Handling handling) {

  public static final int MAX_BRANCHES = CaseItem.MAX_BRANCHES;
  public static final int MAX_STEPS = CaseItem.MAX_STEPS;
  public static final int MAX_DEPARTMENT = 100;
  public static final int MAX_MATERIALS = 40;
  public static final int MAX_SERVICE_MINUTES = 480;

  /**
   * @throws IllegalArgumentException when kind, promise, branches and steps do not fit together
   */
  public Item {
    branches = List.copyOf(branches);
    materials = List.copyOf(materials);
    requireDepartment(department);
    require(
        (kind == Kind.IMMEDIATE) == (period.promised().unit() == LimitUnit.MINUTE),
        kind == Kind.IMMEDIATE
            ? "a promise in minutes for an immediate item"
            : "a promise in days or months",
        period.promised());
    require(
        kind == Kind.JOINT ? branches.size() >= 2 : branches.isEmpty(),
        kind == Kind.JOINT
            ? "at least 2 branches of a joint item"
            : "branches of joint items alone",
        branches.size());
    require(branches.size() <= MAX_BRANCHES, "at most 20 branches", branches.size());
    require(materials.size() <= MAX_MATERIALS, "at most 40 materials", materials.size());
    for (int i = 0; i < branches.size(); i++) {
      List<String> before = branches.subList(0, i).stream().map(Branch::id).toList();
      Branch branch = branches.get(i);
      require(!before.contains(branch.id()), "each branch once", branch.id());
      require(
          before.containsAll(branch.after()),
          "branches told before " + branch.id(),
          branch.after());
    }
    require(
        !handling.byOne() || kind == Kind.IMMEDIATE,
        "immediate items alone handled by one",
        kind.word());
    require(
        !handling.byOne() || handling.steps().isEmpty(),
        "no steps of what one person does at once",
        handling.steps().size());
    requireSteps(handling.steps(), period.promised());
  }

  /** How it is handled (source 000: 服务事项). The names are stored. */
  public enum Kind {
    /** 即办件: applied for and done at once. */
    IMMEDIATE,
    /** 承诺件: done within the promised time. */
    PROMISED,
    /** 答复件: answered formally, within the promised time. */
    REPLY,
    /** 联办件: one intake, branches of several departments. */
    JOINT,
    /** 报批件: sent up to be decided. */
    SENT_UP,
    /** 特办件: by the centre with several windows. */
    SPECIAL;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How long it may take.
   *
   * @param statutory null when the law sets no limit
   * @param promised never longer than the statutory one where the two can be compared
   * @param uncounted ids of the regime's grounds that are usual for the item
   */
  public record Period(
      RegimeId regime, @Nullable Limit statutory, Limit promised, List<String> uncounted) {
    public Period {
      uncounted = List.copyOf(uncounted);
      require(promised.extension() == 0, "a promise without extension", promised);
      require(
          statutory == null || !promised.surelyLongerThan(statutory),
          "a promise not longer than the statutory " + statutory,
          promised);
    }
  }

  /**
   * A department's part in a joint item (并联审批).
   *
   * @param statutory null when the law sets no limit
   * @param after branches that must be decided first (前置)
   * @param steps in their order
   */
  public record Branch(
      String id,
      LocalText name,
      String department,
      RegimeId regime,
      @Nullable Limit statutory,
      List<String> after,
      List<Step> steps) {
    public Branch {
      after = List.copyOf(after);
      steps = List.copyOf(steps);
      require(id.matches("[a-z][a-z0-9-]{0,31}"), "a branch's id in small letters", id);
      requireDepartment(department);
      requireSteps(steps, statutory);
    }
  }

  /**
   * A step on the way to the decision (办事程序).
   *
   * @param role that completes it, one of {@link #ROLES}
   * @param limit null when it has no clock
   */
  public record Step(String id, LocalText name, CaseRole role, @Nullable Limit limit) {
    /** Who works on an accepted case. */
    public static final Set<CaseRole> ROLES =
        Set.of(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE);

    public Step {
      require(id.matches("[a-z][a-z0-9-]{0,31}"), "a step's id in small letters", id);
      require(ROLES.contains(role), "a step of review, lead or centre", role.word());
      require(limit == null || limit.extension() == 0, "a step's limit without extension", limit);
    }
  }

  /**
   * How the agency handles it, beside the law.
   *
   * @param steps of the case as a whole, in their order; without steps it is decided at once
   * @param byOne whether one person may accept, decide and issue; immediate items alone
   * @param officeCloses the end of the published office hours: what arrives online later counts
   *     from the next working day
   * @param delivery how a result can reach the applicant; some departments do not post
   */
  public record Handling(
      List<Step> steps,
      CaseItem.Tier tier,
      boolean byOne,
      LocalTime officeCloses,
      List<DeliveryMethod> delivery) {
    /** Where nothing is said. */
    public static final LocalTime USUAL_CLOSING = LocalTime.of(17, 30);

    public Handling {
      steps = List.copyOf(steps);
      delivery = List.copyOf(delivery);
      require(!delivery.isEmpty(), "a way of delivery", "none");
    }

    /** What holds of an item that says nothing of it: collected at the window, without steps. */
    public static Handling usual(Kind kind) {
      return new Handling(
          List.of(),
          CaseItem.Tier.DIRECT,
          kind == Kind.IMMEDIATE,
          USUAL_CLOSING,
          List.of(DeliveryMethod.WINDOW));
    }
  }

  /**
   * Something to be handed in.
   *
   * @param when the condition under which it is required; null when it always is
   */
  public record Material(LocalText name, Form form, @Nullable LocalText when) {}

  /** In which form. The names are stored. */
  public enum Form {
    ORIGINAL,
    COPY,
    /** The original is looked at and given back, the copy stays. */
    ORIGINAL_AND_COPY;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** For whom. The names are stored. */
  public enum Audience {
    PERSON,
    ORGANISATION;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param minutes at the window, on average
   * @param onlineBookable whether an appointment can be made online
   */
  public record Service(int minutes, boolean onlineBookable, List<Audience> audience) {
    public Service {
      audience = List.copyOf(audience);
      require(
          minutes >= 1 && minutes <= MAX_SERVICE_MINUTES, "1…480 minutes at the window", minutes);
      require(!audience.isEmpty(), "somebody it is for", audience);
    }
  }

  private static void requireDepartment(String department) {
    require(
        !department.isBlank()
            && department.length() <= MAX_DEPARTMENT
            && department.chars().noneMatch(c -> c < ' '),
        "a department of 1…100 characters",
        department.length());
  }

  /** The whole may not take less time than a part of it. */
  private static void requireSteps(List<Step> steps, @Nullable Limit whole) {
    require(steps.size() <= MAX_STEPS, "at most 20 steps", steps.size());
    require(
        steps.stream().map(Step::id).distinct().count() == steps.size(),
        "each step once",
        steps.stream().map(Step::id).toList());
    for (Step step : steps) {
      require(
          step.limit() == null || whole == null || !step.limit().surelyLongerThan(whole),
          "a step not longer than " + whole,
          step.id() + " of " + step.limit());
    }
  }

  private static void require(boolean holds, String expected, @Nullable Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
