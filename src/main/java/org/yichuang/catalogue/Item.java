package org.yichuang.catalogue;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
    Service service) {

  public static final int MAX_BRANCHES = 20;
  public static final int MAX_MATERIALS = 40;
  public static final int MAX_SERVICE_MINUTES = 480;

  /**
   * @throws IllegalArgumentException when kind, promise and branches do not fit together
   */
  public Item {
    branches = List.copyOf(branches);
    materials = List.copyOf(materials);
    require(!department.isBlank(), "a department", "none");
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
   */
  public record Branch(
      String id,
      LocalText name,
      String department,
      RegimeId regime,
      @Nullable Limit statutory,
      List<String> after) {
    public Branch {
      after = List.copyOf(after);
      require(id.matches("[a-z][a-z0-9-]{0,31}"), "a branch's id in small letters", id);
      require(!department.isBlank(), "a department", "none");
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

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
