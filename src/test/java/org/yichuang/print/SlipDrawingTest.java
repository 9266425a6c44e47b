package org.yichuang.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.LocalText;

class SlipDrawingTest {
  /** For private use: no font has it. */
  private static final String NOWHERE = Character.toString(0x10FFFD);

  private static final SlipFont FOUND = SlipFont.find();

  private static BufferedImage drawn(String hall, SlipFont font) {
    return SlipDrawing.image(
        new Slip(
            new LocalText("X", hall),
            new LocalText("Y", "Y"),
            "B017",
            Instant.EPOCH,
            ZoneOffset.UTC,
            null,
            "http://hall.example/t#code"),
        font);
  }

  private static int dots(BufferedImage paper) {
    int dots = 0;
    for (int y = 0; y < paper.getHeight(); y++) {
      for (int x = 0; x < paper.getWidth(); x++) {
        dots += (paper.getRGB(x, y) & 0xFF) < 128 ? 1 : 0;
      }
    }
    return dots;
  }

  @Test
  void a_character_that_the_font_has_not_leaves_the_rest_of_its_line() {
    BufferedImage whole = drawn("Hanjiang centre", FOUND);
    BufferedImage broken = drawn("Hanjiang " + NOWHERE + "centre", FOUND);
    assertEquals(whole.getHeight(), broken.getHeight());
    assertTrue(dots(broken) >= dots(whole), "letters are missing");
  }

  @Test
  void chinese_is_left_out_as_a_whole_where_the_font_has_none() {
    SlipFont latin = new SlipFont(new Font(Font.DIALOG, Font.PLAIN, 1), false);
    assertTrue(drawn("涵江 3", latin).getHeight() < drawn("Hanjiang 3", latin).getHeight());
  }
}
