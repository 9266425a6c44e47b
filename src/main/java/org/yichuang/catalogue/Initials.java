package org.yichuang.catalogue;

import java.util.stream.IntStream;
import net.sourceforge.pinyin4j.PinyinHelper;

/**
 * The first letters of a Chinese name's syllables, as people type them at a kiosk: {@code jhdj} for
 * 结婚登记. A character that is read in several ways has the letters of all, so no reading has to be
 * guessed. Immutable, any thread.
 */
final class Initials {
  private static final int LETTERS = 26;

  /** For each character that is a letter or is read as one: a bit for each of a…z. */
  private final int[] masks;

  private Initials(int[] masks) {
    this.masks = masks;
  }

  static Initials of(String name) {
    return new Initials(name.codePoints().map(Initials::mask).filter(mask -> mask != 0).toArray());
  }

  private static int mask(int character) {
    if (bit(Character.toLowerCase(character)) != 0) {
      return bit(Character.toLowerCase(character));
    }
    if (!Character.isBmpCodePoint(character)) {
      return 0;
    }
    String[] readings = PinyinHelper.toHanyuPinyinStringArray((char) character);
    int mask = 0;
    for (int i = 0; readings != null && i < readings.length; i++) {
      mask |= bit(readings[i].charAt(0));
    }
    return mask;
  }

  private static int bit(int letter) {
    return letter >= 'a' && letter < 'a' + LETTERS ? 1 << (letter - 'a') : 0;
  }

  /** Whether the letters stand in it one after the other; false when they are not a…z alone. */
  boolean contain(String letters) {
    int[] sought = letters.chars().map(Initials::bit).toArray();
    return IntStream.rangeClosed(0, masks.length - sought.length)
        .anyMatch(
            from ->
                IntStream.range(0, sought.length)
                    .allMatch(i -> (masks[from + i] & sought[i]) != 0));
  }
}
