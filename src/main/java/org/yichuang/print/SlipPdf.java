package org.yichuang.print;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A slip as a page of 72 mm width. Its letters are shapes: the paper looks alike everywhere, and no
 * font travels with it; the number stands in the document's title, for whoever cannot see. Any
 * thread.
 */
final class SlipPdf {
  /** Points of a dot at 203 dpi. */
  private static final float SCALE = 72f / 203f;

  private SlipPdf() {}

  static byte[] of(Slip slip, SlipFont font) {
    int height = height(slip, font);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (Document document =
        new Document(new Rectangle(SlipDrawing.WIDTH * SCALE, height * SCALE))) {
      PdfWriter writer = PdfWriter.getInstance(document, bytes);
      document.addTitle("%s · %s".formatted(slip.number(), slip.hall().zh()));
      document.addSubject(slip.queue().zh() + " · " + slip.queue().en());
      document.setDocumentLanguage("zh-CN");
      document.open();
      PdfContentByte page = writer.getDirectContent();
      Graphics2D on = page.createGraphicsShapes(SlipDrawing.WIDTH * SCALE, height * SCALE);
      on.scale(SCALE, SCALE);
      SlipDrawing.draw(slip, font, on);
      on.dispose();
    }
    return bytes.toByteArray();
  }

  private static int height(Slip slip, SlipFont font) {
    Graphics2D nowhere =
        new BufferedImage(SlipDrawing.WIDTH, 1, BufferedImage.TYPE_BYTE_GRAY).createGraphics();
    try {
      return SlipDrawing.draw(slip, font, nowhere);
    } finally {
      nowhere.dispose();
    }
  }
}
