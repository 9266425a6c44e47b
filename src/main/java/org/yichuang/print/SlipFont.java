package org.yichuang.print;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The font of slips: the first of the usual Chinese ones that the machine has. Immutable, any
 * thread; looking for it takes some tenths of a second.
 *
 * @param chinese whether it has Chinese characters
 */
record SlipFont(Font font, boolean chinese) {
  private static final List<String> FAMILIES =
      List.of(
          "Noto Sans CJK SC",
          "Source Han Sans SC",
          "WenQuanYi Micro Hei",
          "WenQuanYi Zen Hei",
          "Microsoft YaHei",
          "PingFang SC",
          "SimHei",
          "SimSun");
  private static final String SAMPLE = "号前面还有人等";

  static SlipFont find() {
    Set<String> known =
        Arrays.stream(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames())
            .collect(Collectors.toSet());
    return Stream.concat(FAMILIES.stream().filter(known::contains), Stream.of(Font.DIALOG))
        .map(family -> new Font(family, Font.PLAIN, 1))
        .map(font -> new SlipFont(font, font.canDisplayUpTo(SAMPLE) == -1))
        .reduce((first, second) -> first.chinese() ? first : second)
        .orElseThrow();
  }

  Font of(float size, boolean bold) {
    return font.deriveFont(bold ? Font.BOLD : Font.PLAIN, size);
  }
}
