package org.yichuang.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yichuang.limits.LimitGauges;

/**
 * Prints slips and makes them into PDFs, on threads of its own: drawing and printers are slow. Who
 * asks for a page never waits on a kiosk's threads, nor a kiosk on theirs. Any event loop; once for
 * each node.
 */
public final class Slips {
  private static final int PRINTING_THREADS = 4;
  private static final int PAGE_THREADS = 2;
  private static final int MAX_AT_ONCE = 64;

  private static final int MAX_PAGES_AT_ONCE = 8;

  private static final long LONGEST_SECONDS = 10;

  private final PrinterNetworks networks;
  private final WorkerExecutor printing;
  private final WorkerExecutor drawing;
  private final MeterRegistry metrics;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();
  private volatile @Nullable SlipFont font;

  public Slips(Vertx vertx, PrinterNetworks networks, MeterRegistry metrics) {
    this.networks = networks;
    this.metrics = metrics;
    printing = threads(vertx, "yichuang-printing", PRINTING_THREADS);
    drawing = threads(vertx, "yichuang-pages", PAGE_THREADS);
    LimitGauges.register(metrics, "slips", MAX_AT_ONCE, underWay::get);
    LimitGauges.register(metrics, "pages-of-slips", MAX_PAGES_AT_ONCE, pages::get);
  }

  private static WorkerExecutor threads(Vertx vertx, String name, int many) {
    return vertx.createSharedWorkerExecutor(name, many, LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  /** Where printers may be. */
  public PrinterNetworks networks() {
    return networks;
  }

  /**
   * Prints it; what goes wrong is in the answer.
   *
   * @param printer as a manager entered it
   */
  public Future<Printed> print(Slip slip, String printer) {
    return networks
        .printer(printer)
        .map(at -> atOnce(printing, underWay, MAX_AT_ONCE, () -> print(slip, at), Printed.BUSY))
        .orElseGet(() -> Future.succeededFuture(Printed.NO_PRINTER))
        .onSuccess(
            printed -> metrics.counter("yichuang.slips", "outcome", printed.word()).increment());
  }

  /** Empty when there is too much to do. */
  public Future<byte[]> pdf(Slip slip) {
    return atOnce(drawing, pages, MAX_PAGES_AT_ONCE, () -> SlipPdf.of(slip, font()), new byte[0]);
  }

  private Printed print(Slip slip, InetSocketAddress printer) {
    return SlipPrinter.USUAL.print(printer, EscPosSlip.of(slip, font()));
  }

  private static <T> Future<T> atOnce(
      WorkerExecutor threads, AtomicInteger running, int most, Callable<T> work, T busy) {
    if (running.incrementAndGet() > most) {
      running.decrementAndGet();
      return Future.succeededFuture(busy);
    }
    return threads.executeBlocking(work, false).onComplete(unused -> running.decrementAndGet());
  }

  private SlipFont font() {
    SlipFont found = font;
    if (found == null) {
      found = SlipFont.find();
      font = found;
    }
    return found;
  }
}
