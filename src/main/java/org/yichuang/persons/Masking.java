package org.yichuang.persons;

import java.util.Set;

/**
 * What of people may be shown where nobody is asked why: 张*, 欧阳**, 138****5678, 4403**********1234.
 * Organisations are public. Any thread.
 */
public final class Masking {
  /** Surnames of two characters (复姓), as they are written here and elsewhere. */
  private static final Set<String> COMPOUND =
      Set.of(
          "欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 獨孤 南宫 南宮 万俟 闻人 聞人 夏侯 诸葛 諸葛 尉迟 尉遲 公羊 赫连 赫連 澹台 澹臺 皇甫 宗政 濮阳 濮陽 公冶 太叔 申屠 公孙 公孫 慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 司徒 鲜于 鮮于 司空 闾丘 閭丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁 拓跋 夹谷 轩辕 軒轅 令狐 段干 百里 呼延 东郭 東郭 南门 羊舌 微生 梁丘 左丘 西门 西門 第五 南荣 东里 仲长 即墨 达奚 褚师 淳于 单于"
              .split(" "));

  private static final int MOST_SHOWN = 4;
  private static final int PHONE_DIGITS = 11;
  private static final String STAR = "*";

  private Masking() {}

  /**
   * The surname, and a star for each character behind it; a name of parts (阿卜杜拉·买买提, John Smith)
   * keeps its first letter alone, and does not tell its length.
   */
  public static String name(Name name) {
    int[] letters = name.value().codePoints().toArray();
    if (name.kind() == PersonKind.ORGANISATION) {
      return name.value();
    }
    if (letters.length == 1) {
      return STAR;
    }
    if (!isChinese(letters)) {
      return Character.toString(letters[0]) + "**";
    }
    boolean compound = letters.length > 2 && COMPOUND.contains(text(letters, 0, 2));
    int shown = compound ? 2 : 1;
    return text(letters, 0, shown) + STAR.repeat(letters.length - shown);
  }

  private static boolean isChinese(int[] letters) {
    for (int letter : letters) {
      boolean han =
          Character.isIdeographic(letter) || Character.getType(letter) == Character.PRIVATE_USE;
      if (!han) {
        return false;
      }
    }
    return true;
  }

  /** As many at both ends as half of it hides, four at most; a credit code is public. */
  public static String number(IdNumber number) {
    return number.type().kind() == PersonKind.ORGANISATION
        ? number.value()
        : middle(number.value());
  }

  /** Three characters in front and four behind of eleven; fewer of a shorter number. */
  public static String phone(Phone phone) {
    int length = phone.value().length();
    int front = Math.min(3, length * 3 / PHONE_DIGITS);
    int behind = Math.min(4, length * 4 / PHONE_DIGITS);
    return phone.value().substring(0, front)
        + STAR.repeat(length - front - behind)
        + phone.value().substring(length - behind);
  }

  /** Units and projects are public; of plates, properties and others half is hidden. */
  public static String subject(Subject subject) {
    return switch (subject.kind()) {
      case UNIT, PROJECT -> subject.text();
      case PLATE, PROPERTY, OTHER -> middle(subject.text());
    };
  }

  private static String middle(String text) {
    int[] letters = text.codePoints().toArray();
    int shown = Math.min(MOST_SHOWN, letters.length / 4);
    return text(letters, 0, shown)
        + STAR.repeat(letters.length - 2 * shown)
        + text(letters, letters.length - shown, letters.length);
  }

  private static String text(int[] letters, int from, int to) {
    return new String(letters, from, to - from);
  }
}
