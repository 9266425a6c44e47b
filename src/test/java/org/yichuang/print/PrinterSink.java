package org.yichuang.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A receipt printer that keeps what it is sent, and answers DLE EOT as it is told to. */
public final class PrinterSink implements AutoCloseable {
  /** How it is when nothing is wrong, as ESC/POS has it. */
  public static final int FINE = 0x12;

  private final ServerSocket server;
  private final BlockingQueue<byte[]> slips = new LinkedBlockingQueue<>();
  private volatile int offline = FINE;
  private volatile int paper = FINE;

  public PrinterSink() throws IOException {
    this(InetAddress.getLoopbackAddress(), 0);
  }

  private PrinterSink(InetAddress host, int port) throws IOException {
    server = new ServerSocket(port, 10, host);
    Thread.ofVirtual().start(this::serve);
  }

  /** At the usual port of an address of this machine that nobody else has. */
  public static PrinterSink atUsualPort() throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    byte[] host = {127, (byte) random.nextInt(256), (byte) random.nextInt(256), 1};
    return new PrinterSink(InetAddress.getByAddress(host), PrinterNetworks.USUAL_PORT);
  }

  /** Its answers from now on. */
  public void say(int whyOffline, int paperSensor) {
    offline = whyOffline;
    paper = paperSensor;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** The bytes of the next connection, without questions. */
  public byte[] next() throws InterruptedException {
    byte[] slip = slips.poll(20, TimeUnit.SECONDS);
    if (slip == null) {
      throw new IllegalStateException("nothing was printed");
    }
    return slip;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        slips.add(read(socket.getInputStream(), socket.getOutputStream()));
      } catch (IOException closed) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  /** A question can stand anywhere, also inside of what is printed: so do real printers. */
  private byte[] read(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream slip = new ByteArrayOutputStream();
    byte[] question = {0x10, 0x04};
    int matched = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (matched == question.length && (next == 2 || next == 4)) {
        out.write(next == 2 ? offline : paper);
        out.flush();
        matched = 0;
      } else if (matched < question.length && next == question[matched]) {
        matched++;
      } else {
        slip.write(question, 0, matched);
        matched = next == question[0] ? 1 : 0;
        if (matched == 0) {
          slip.write(next);
        }
      }
    }
    slip.write(question, 0, matched);
    return slip.toByteArray();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
