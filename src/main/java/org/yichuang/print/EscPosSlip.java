package org.yichuang.print;

import com.github.anastaciocintra.escpos.EscPos;
import com.github.anastaciocintra.escpos.EscPosConst;
import com.github.anastaciocintra.escpos.Style;
import com.github.anastaciocintra.escpos.barcode.QRCode;
import com.github.anastaciocintra.escpos.image.BitonalThreshold;
import com.github.anastaciocintra.escpos.image.CoffeeImageImpl;
import com.github.anastaciocintra.escpos.image.EscPosImage;
import com.github.anastaciocintra.escpos.image.RasterBitImageWrapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * A slip in the language of receipt printers. Any thread.
 *
 * <p>As dots where the machine has a Chinese font: then it looks alike on every printer, also on
 * one without Chinese characters of its own. Else as text in GB18030, which printers sold in China
 * have to know.
 */
final class EscPosSlip {
  /** Rows of dots in one command; small printers have small buffers. */
  private static final int BAND = 240;

  private static final String CHARSET = "GB18030";
  private static final int FS = 0x1C;
  private static final int CHINESE_MODE = '&';

  private EscPosSlip() {}

  static byte[] of(Slip slip, SlipFont font) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (EscPos printer = new EscPos(bytes)) {
      printer.initializePrinter();
      if (font.chinese()) {
        dots(printer, SlipDrawing.image(slip, font));
      } else {
        text(printer, slip);
      }
      printer.feed(4).cut(EscPos.CutMode.PART);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes what is written", impossible);
    }
    return bytes.toByteArray();
  }

  private static void dots(EscPos printer, BufferedImage image) throws IOException {
    RasterBitImageWrapper raster = new RasterBitImageWrapper();
    for (int top = 0; top < image.getHeight(); top += BAND) {
      int height = Math.min(BAND, image.getHeight() - top);
      printer.write(
          raster,
          new EscPosImage(
              new CoffeeImageImpl(image.getSubimage(0, top, image.getWidth(), height)),
              new BitonalThreshold(128)));
    }
  }

  private static void text(EscPos printer, Slip slip) throws IOException {
    printer.setCharsetName(CHARSET);
    printer.write(FS).write(CHINESE_MODE);
    SlipLines lines = SlipLines.of(slip);
    write(printer, lines.above());
    printer.writeLF(
        centred().setBold(true).setFontSize(Style.FontSize._6, Style.FontSize._6), slip.number());
    write(printer, lines.below());
    printer.write(
        new QRCode()
            .setSize(7)
            .setErrorCorrectionLevel(QRCode.QRErrorCorrectionLevel.QR_ECLEVEL_M_Default)
            .setJustification(EscPosConst.Justification.Center),
        slip.address());
    write(printer, lines.foot());
  }

  private static void write(EscPos printer, List<SlipLines.Line> lines) throws IOException {
    for (SlipLines.Line line : lines) {
      Style.FontSize size =
          line.size() == SlipLines.Size.LARGE ? Style.FontSize._2 : Style.FontSize._1;
      printer.writeLF(centred().setFontSize(size, size), line.text());
    }
  }

  private static Style centred() {
    return new Style().setJustification(EscPosConst.Justification.Center);
  }
}
