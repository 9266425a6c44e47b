package org.yichuang.print;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a printer would put on paper for ESC/POS bytes: the commands that slips use, and no others.
 *
 * @param text lines in GB18030
 * @param dots bands below each other; null when there are none
 * @param qr what is given to the printer's own QR code; empty when nothing is
 */
public record PrintedSlip(List<String> text, BufferedImage dots, String qr, boolean cut) {
  private static final Charset GB18030 = Charset.forName("GB18030");

  public static PrintedSlip of(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    List<BufferedImage> bands = new ArrayList<>();
    String qr = "";
    boolean cut = false;
    int at = 0;
    while (at < bytes.length) {
      int first = bytes[at] & 0xFF;
      int second = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0;
      if (first == 0x1B) {
        at += second == '@' || second == '2' ? 2 : 3;
      } else if (first == 0x1C) {
        at += 2;
      } else if (first == 0x1D && second == 'v') {
        int width = word(bytes, at + 4);
        int height = word(bytes, at + 6);
        bands.add(band(bytes, at + 8, width, height));
        at += 8 + width * height;
      } else if (first == 0x1D && second == '(') {
        int length = word(bytes, at + 3);
        if (bytes[at + 6] == 'P') {
          qr = new String(bytes, at + 8, length - 3, GB18030);
        }
        at += 5 + length;
      } else if (first == 0x1D && second == 'V') {
        cut = true;
        at += 3;
      } else if (first == 0x1D) {
        at += 3;
      } else if (first == '\n') {
        lines.add(line.toString(GB18030));
        line.reset();
        at++;
      } else {
        line.write(first);
        at++;
      }
    }
    return new PrintedSlip(lines, joined(bands), qr, cut);
  }

  /** What a phone reads from the dots. */
  public String scanned() throws NotFoundException {
    return scanned(dots);
  }

  static String scanned(BufferedImage image) throws NotFoundException {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return new MultiFormatReader()
        .decode(
            new BinaryBitmap(
                new HybridBinarizer(
                    new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))),
            Map.of(DecodeHintType.TRY_HARDER, true))
        .getText();
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }

  private static BufferedImage band(byte[] bytes, int from, int width, int height) {
    BufferedImage band = new BufferedImage(width * 8, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width * 8; x++) {
        boolean black = (bytes[from + y * width + x / 8] & 0x80 >> x % 8) != 0;
        band.setRGB(x, y, black ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
    return band;
  }

  private static BufferedImage joined(List<BufferedImage> bands) {
    if (bands.isEmpty()) {
      return null;
    }
    int height = bands.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage whole =
        new BufferedImage(bands.getFirst().getWidth(), height, BufferedImage.TYPE_BYTE_GRAY);
    int top = 0;
    for (BufferedImage band : bands) {
      whole.getRaster().setRect(0, top, band.getRaster());
      top += band.getHeight();
    }
    return whole;
  }
}
