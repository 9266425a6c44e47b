package org.yichuang.persons;

import java.util.Locale;
import java.util.Optional;

/** What proves who somebody is. */
public enum IdType {
  /** 居民身份证: a citizen's number, GB 11643-1999. */
  RESIDENT_CARD(PersonKind.PERSON),
  /** 港澳台居民居住证: a number of the same kind whose area is 81, 82 or 83. */
  RESIDENCE_PERMIT(PersonKind.PERSON),
  /** 外国人永久居留身份证: of 2023 (18 characters, begins with 9) or of 2017 (15 characters). */
  FOREIGN_PERMANENT_RESIDENCE(PersonKind.PERSON),
  /** 来往内地通行证, 台湾居民来往大陆通行证. */
  TRAVEL_PERMIT(PersonKind.PERSON),
  /** 护照, of any country. */
  PASSPORT(PersonKind.PERSON),
  /** 军官证, 士兵证, 警官证 and the like. */
  MILITARY_ID(PersonKind.PERSON),
  /** 统一社会信用代码, GB 32100-2015. */
  CREDIT_CODE(PersonKind.ORGANISATION);

  private final PersonKind kind;

  IdType(PersonKind kind) {
    this.kind = kind;
  }

  /** Who has such a number. */
  public PersonKind kind() {
    return kind;
  }

  /** As the contract and the table of persons say it: {@code resident-card}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty for another word. */
  public static Optional<IdType> of(String word) {
    return Words.find(values(), IdType::word, word);
  }
}
