package org.yichuang.print;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes to a receipt printer over TCP and asks it how it is, before and after (DLE EOT of
 * ESC/POS). One that leaves the first question unanswered is believed to print and asked nothing
 * more: many do not answer, and what comes late answers another question. One that hangs up did not
 * print. Blocking, at most as long as is said here.
 *
 * @param connectMillis until it is reached
 * @param answerMillis until it says how it is, and until it hangs up after us
 * @param wholeMillis for everything; a printer that takes no more bytes is left then
 */
record SlipPrinter(int connectMillis, int answerMillis, int wholeMillis) {
  static final SlipPrinter USUAL = new SlipPrinter(2_000, 700, 8_000);
  private static final byte[] WHY_OFFLINE = {0x10, 0x04, 0x02};
  private static final byte[] PAPER = {0x10, 0x04, 0x04};
  private static final int COVER_OR_ERROR = 0x44;
  private static final int STOPPED_WITHOUT_PAPER = 0x20;
  private static final int PAPER_END = 0x60;
  private static final int SILENT = -1;

  /** What may come in after the slip before it is taken for something else than a printer. */
  private static final int MOST_AFTERWARDS = 256;

  Printed print(InetSocketAddress printer, byte[] slip) {
    CompletableFuture<Printed> printed = new CompletableFuture<>();
    try (Socket socket = new Socket()) {
      CompletableFuture<Printed> inTime =
          printed
              .orTimeout(wholeMillis, TimeUnit.MILLISECONDS)
              .whenComplete((unused, late) -> hangUpWhen(late, socket));
      printed.complete(print(socket, printer, slip));
      return inTime.join();
    } catch (IOException | CompletionException away) {
      printed.complete(Printed.UNREACHABLE);
      return Printed.UNREACHABLE;
    }
  }

  private static void hangUpWhen(@Nullable Throwable late, Socket socket) {
    if (late != null) {
      try {
        socket.close();
      } catch (IOException closed) {
        late.addSuppressed(closed);
      }
    }
  }

  private Printed print(Socket socket, InetSocketAddress printer, byte[] slip) throws IOException {
    socket.connect(printer, connectMillis);
    socket.setSoTimeout(answerMillis);
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    int offline = asked(in, out, WHY_OFFLINE);
    if (offline == SILENT) {
      out.write(slip);
      awaitTheEnd(socket);
      return Printed.DONE;
    }
    Printed before = state(in, out, offline);
    if (before != Printed.DONE) {
      return before;
    }
    out.write(slip);
    Printed after = state(in, out, asked(in, out, WHY_OFFLINE));
    awaitTheEnd(socket);
    return after;
  }

  private static Printed state(InputStream in, OutputStream out, int offline) throws IOException {
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
      int answer = in.read();
      if (answer < 0) {
        throw new EOFException("the printer hung up");
      }
      return answer;
    } catch (SocketTimeoutException silent) {
      return SILENT;
    }
  }

  /** Who closes with something unread takes back what the printer has not read either. */
  private static void awaitTheEnd(Socket socket) throws IOException {
    socket.shutdownOutput();
    try {
      socket.getInputStream().readNBytes(MOST_AFTERWARDS);
    } catch (SocketTimeoutException stillThere) {
      return;
    }
  }
}
