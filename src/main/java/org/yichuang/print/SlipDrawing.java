package org.yichuang.print;

import io.nayuki.qrcodegen.QrCode;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a slip as wide as a receipt of 80 mm prints: 576 dots at 203 dpi. The same drawing becomes
 * dots for a printer and shapes in a PDF. A character that the font has not is an empty box;
 * Chinese lines are left out where it has no Chinese. Confined to one thread; blocking, some tens
 * of milliseconds.
 */
final class SlipDrawing {
  static final int WIDTH = 576;
  static final int MAX_HEIGHT = 1_600;
  private static final int BOX = '□';
  private static final int MARGIN = 16;
  private static final int MODULE = 7;
  private static final int QUIET_ZONE = 4;

  private final SlipFont font;
  private final Slip slip;
  private final Graphics2D on;
  private int y = MARGIN;

  private SlipDrawing(SlipFont font, Slip slip, Graphics2D on) {
    this.font = font;
    this.slip = slip;
    this.on = on;
  }

  /** How high it became. */
  static int draw(Slip slip, SlipFont font, Graphics2D on) {
    return new SlipDrawing(font, slip, on).draw();
  }

  /** As dots, black on white. */
  static BufferedImage image(Slip slip, SlipFont font) {
    BufferedImage paper = new BufferedImage(WIDTH, MAX_HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D on = paper.createGraphics();
    try {
      on.setColor(Color.WHITE);
      on.fillRect(0, 0, WIDTH, MAX_HEIGHT);
      return paper.getSubimage(0, 0, WIDTH, draw(slip, font, on));
    } finally {
      on.dispose();
    }
  }

  private int draw() {
    on.setColor(Color.BLACK);
    on.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
    SlipLines lines = SlipLines.of(slip);
    write(lines.above());
    centred(slip.number(), font.of(160, true), 4);
    write(lines.below());
    y += MARGIN;
    qr(QrCode.encodeText(slip.address(), QrCode.Ecc.MEDIUM));
    write(lines.foot());
    return Math.min(MAX_HEIGHT, y + MARGIN);
  }

  private void write(List<SlipLines.Line> lines) {
    for (SlipLines.Line line : lines) {
      switch (line.size()) {
        case LARGE -> centred(line.text(), font.of(48, true), 6);
        case NORMAL -> centred(line.text(), font.of(36, true), 6);
        case SMALL -> centred(line.text(), font.of(26, false), 4);
      }
    }
  }

  /** Smaller where the paper is too narrow. */
  private void centred(String line, Font wanted, int gap) {
    if (!font.chinese() && line.codePoints().anyMatch(Character::isIdeographic)) {
      return;
    }
    String text = shown(line, wanted);
    if (text.isBlank()) {
      return;
    }
    FontMetrics metrics = on.getFontMetrics(wanted);
    Rectangle2D bounds = metrics.getStringBounds(text, on);
    double room = WIDTH - 2.0 * MARGIN;
    if (bounds.getWidth() > room) {
      metrics =
          on.getFontMetrics(
              wanted.deriveFont((float) (wanted.getSize2D() * room / bounds.getWidth())));
      bounds = metrics.getStringBounds(text, on);
    }
    on.setFont(metrics.getFont());
    int height = (int) Math.ceil(metrics.getFont().getSize2D() * 1.2);
    on.drawString(
        text, (float) ((WIDTH - bounds.getWidth()) / 2), y + metrics.getFont().getSize2D());
    y += height + gap;
  }

  private static String shown(String line, Font font) {
    if (font.canDisplayUpTo(line) == -1) {
      return line;
    }
    String box = font.canDisplay(BOX) ? Character.toString(BOX) : "";
    return line.codePoints()
        .mapToObj(c -> font.canDisplay(c) ? Character.toString(c) : box)
        .collect(Collectors.joining());
  }

  private void qr(QrCode code) {
    int side = (code.size + 2 * QUIET_ZONE) * MODULE;
    int left = (WIDTH - side) / 2 + QUIET_ZONE * MODULE;
    int top = y + QUIET_ZONE * MODULE;
    for (int row = 0; row < code.size; row++) {
      for (int column = 0; column < code.size; column++) {
        if (code.getModule(column, row)) {
          on.fillRect(left + column * MODULE, top + row * MODULE, MODULE, MODULE);
        }
      }
    }
    y += side;
  }
}
