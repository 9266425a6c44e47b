package org.yichuang.cases;

import java.util.Locale;

/** How a case is handled (source 000: 服务事项). The names are stored. */
public enum CaseKind {
  /** 即办件: applied for and done at once. */
  IMMEDIATE,
  /** 承诺件: done within the promised time. */
  PROMISED,
  /** 答复件: answered formally. */
  REPLY,
  /** 联办件: one intake, branches of several departments, in parallel. */
  JOINT,
  /** 报批件: handed to an upper level and back. */
  SENT_UP,
  /** 特办件: the centre leads, and calls in other windows. */
  SPECIAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
