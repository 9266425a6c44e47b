package org.yichuang.print;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpdf.text.pdf.PdfReader;
import org.yichuang.hall.LocalText;

class SlipPrinterTest {
  private static final String ADDRESS = "http://hall.example/t#0123456789abcdefghjkmnpqrstvwxyz";
  private static final Slip SLIP =
      new Slip(
          new LocalText("涵江区行政服务中心", "Hanjiang District Administrative Service Centre"),
          new LocalText("医保人社区", "Social security and medical insurance"),
          "B017",
          Instant.parse("2026-11-23T01:30:00Z"),
          ZoneId.of("Asia/Shanghai"),
          new Slip.Place(5, 12, 31),
          ADDRESS);
  private static final SlipFont NONE = new SlipFont(new Font(Font.DIALOG, Font.PLAIN, 1), false);

  @Test
  void a_printer_without_our_dots_gets_words_it_knows() throws Exception {
    try (PrinterSink sink = new PrinterSink()) {
      assertEquals(
          Printed.DONE, SlipPrinter.USUAL.print(sink.address(), EscPosSlip.of(SLIP, NONE)));
      PrintedSlip paper = PrintedSlip.of(sink.next());
      assertTrue(paper.cut());
      assertEquals(ADDRESS, paper.qr());
      assertEquals(
          List.of(
              "涵江区行政服务中心",
              "Hanjiang District Administrative Service Centre",
              "医保人社区",
              "Social security and medical insurance",
              "B017",
              "前面还有 5 人",
              "5 ahead of you",
              "估计等 12–31 分钟",
              "about 12–31 min"),
          paper.text().subList(0, 9));
      assertTrue(paper.text().contains("2026-11-23 09:30"), paper.text().toString());
    }
  }

  @Test
  void dots_arrive_as_they_were_drawn_and_a_phone_reads_them() throws Exception {
    SlipFont font = chinese();
    try (PrinterSink sink = new PrinterSink()) {
      assertEquals(
          Printed.DONE, SlipPrinter.USUAL.print(sink.address(), EscPosSlip.of(SLIP, font)));
      PrintedSlip paper = PrintedSlip.of(sink.next());
      assertTrue(paper.cut());
      assertEquals(ADDRESS, paper.scanned());
      assertArrayEquals(black(SlipDrawing.image(SLIP, font)), black(paper.dots()));
    }
  }

  @Test
  void the_page_of_a_number_is_named_after_it_and_fits_the_paper() throws Exception {
    byte[] pdf = SlipPdf.of(SLIP, SlipFont.find());
    try (PdfReader reader = new PdfReader(pdf)) {
      assertEquals(1, reader.getNumberOfPages());
      assertEquals("B017 · 涵江区行政服务中心", reader.getInfo().get("Title"));
      assertEquals(204.3, reader.getPageSize(1).getWidth(), 0.1);
    }
    assertTrue(pdf.length < 100_000, pdf.length + " bytes");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "0x12, 0x12, DONE",
    "0x12, 0x1E, DONE", // the roll is near its end
    "0x12, 0x72, PAPER_OUT",
    "0x32, 0x12, PAPER_OUT",
    "0x16, 0x12, NOT_READY",
    "0x52, 0x12, NOT_READY",
  })
  void a_printer_says_why_it_cannot(String offline, String paper, Printed expected)
      throws Exception {
    try (PrinterSink sink = new PrinterSink()) {
      sink.say(Integer.decode(offline), Integer.decode(paper));
      assertEquals(expected, SlipPrinter.USUAL.print(sink.address(), EscPosSlip.of(SLIP, NONE)));
      assertEquals(expected == Printed.DONE, sink.next().length > 0);
    }
  }

  /** Its address is taken and nobody listens there. */
  @Test
  void a_printer_that_is_away_is_unreachable() throws Exception {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress gone = new InetSocketAddress(taken.getLocalAddress(), taken.getLocalPort());
      assertEquals(Printed.UNREACHABLE, SlipPrinter.USUAL.print(gone, new byte[0]));
    }
  }

  @Test
  void a_printer_that_serves_somebody_else_and_hangs_up_has_not_printed() throws Exception {
    assertEquals(Printed.UNREACHABLE, printedBy(SlipPrinter.USUAL, new byte[1], Socket::close));
  }

  @Test
  void a_printer_that_takes_nothing_is_left() throws Exception {
    SlipPrinter impatient = new SlipPrinter(2_000, 20, 300);
    assertEquals(
        Printed.UNREACHABLE,
        printedBy(impatient, new byte[50_000_000], socket -> socket.getOutputStream().flush()));
  }

  /** What it says late is about the first question: that it was out of paper before. */
  @Test
  void a_printer_that_answers_late_is_not_misread() throws Exception {
    SlipPrinter impatient = new SlipPrinter(2_000, 20, 8_000);
    byte[] slip = new byte[10];
    BlockingQueue<Integer> received = new ArrayBlockingQueue<>(1);
    assertEquals(
        Printed.DONE,
        printedBy(
            impatient,
            slip,
            socket -> {
              int question = socket.getInputStream().readNBytes(3).length;
              int rest = socket.getInputStream().readNBytes(slip.length).length;
              socket.getOutputStream().write(0x32);
              rest += socket.getInputStream().readAllBytes().length;
              received.add(question + rest);
            }));
    assertEquals(3 + slip.length, received.poll(20, TimeUnit.SECONDS));
  }

  private interface Manners {
    void serve(Socket socket) throws IOException;
  }

  private static Printed printedBy(SlipPrinter ours, byte[] slip, Manners manners)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Socket> serving =
          new FutureTask<>(
              () -> {
                Socket socket = server.accept();
                manners.serve(socket);
                return socket;
              });
      Thread.ofVirtual().start(serving);
      Printed printed =
          ours.print(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), slip);
      serving.get(20, TimeUnit.SECONDS).close();
      return printed;
    }
  }

  private static SlipFont chinese() {
    SlipFont font = SlipFont.find();
    if (!font.chinese()) {
      System.out.println("SlipPrinterTest skips dots: there is no Chinese font on this machine");
    }
    assumeTrue(font.chinese(), "there is no Chinese font on this machine");
    return font;
  }

  private static boolean[] black(BufferedImage image) {
    boolean[] black = new boolean[image.getWidth() * image.getHeight()];
    for (int i = 0; i < black.length; i++) {
      int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
      black[i] = (pixel & 0xFF) < 128;
    }
    return black;
  }
}
