package org.yichuang.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Sends bytes to a receipt printer over TCP and asks it how it is, before and after (DLE EOT of
 * ESC/POS). One that does not answer the question is believed to print: many do not. Blocking, at
 * most some seconds.
 *
 * @param connectMillis until it is reached
 * @param answerMillis until it says how it is
 */
record SlipPrinter(int connectMillis, int answerMillis) {
  static final SlipPrinter USUAL = new SlipPrinter(2_000, 700);
  private static final byte[] WHY_OFFLINE = {0x10, 0x04, 0x02};
  private static final byte[] PAPER = {0x10, 0x04, 0x04};
  private static final int COVER_OR_ERROR = 0x44;
  private static final int STOPPED_WITHOUT_PAPER = 0x20;
  private static final int PAPER_END = 0x60;
  private static final int SILENT = -1;

  Printed print(InetSocketAddress printer, byte[] slip) {
    try (Socket socket = new Socket()) {
      socket.connect(printer, connectMillis);
      socket.setSoTimeout(answerMillis);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      Printed before = state(in, out);
      if (before != Printed.DONE) {
        return before;
      }
      out.write(slip);
      return state(in, out);
    } catch (IOException away) {
      return Printed.UNREACHABLE;
    }
  }

  private static Printed state(InputStream in, OutputStream out) throws IOException {
    int offline = asked(in, out, WHY_OFFLINE);
    if (offline == SILENT) {
      return Printed.DONE;
    }
    int paper = asked(in, out, PAPER);
    boolean ended = paper != SILENT && (paper & PAPER_END) != 0;
    if (ended || (offline & STOPPED_WITHOUT_PAPER) != 0) {
      return Printed.PAPER_OUT;
    }
    return (offline & COVER_OR_ERROR) == 0 ? Printed.DONE : Printed.NOT_READY;
  }

  private static int asked(InputStream in, OutputStream out, byte[] question) throws IOException {
    out.write(question);
    out.flush();
    try {
      return in.read();
    } catch (SocketTimeoutException silent) {
      return SILENT;
    }
  }
}
