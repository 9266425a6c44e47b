package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A display and a kiosk that do nothing unusual, and must not notice what others do. */
final class Bystander implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 3_000;

  private final Display display;
  private final HallClient kiosk;
  private final Thread thread;
  private final CountDownLatch leave = new CountDownLatch(1);
  private final AtomicReference<String> disturbed = new AtomicReference<>();
  private volatile long slowestMillis;
  private final AtomicInteger issued = new AtomicInteger();

  Bystander(String base, String hall, String account) {
    display = new Display(base, hall);
    kiosk = new HallClient(base, hall, account);
    thread = Thread.ofPlatform().name("bystander").start(this::watch);
  }

  private void watch() {
    try {
      do {
        long start = System.nanoTime();
        HallClient.Answer answer = kiosk.issue("all");
        if (answer.status() != 201) {
          disturbed.compareAndSet(null, "a number was asked for: " + answer);
          return;
        }
        issued.incrementAndGet();
        display.awaitBoard(kiosk.board());
        slowestMillis =
            Math.max(slowestMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      } while (!leave.await(1, TimeUnit.SECONDS));
    } catch (AssertionError | RuntimeException | InterruptedException what) {
      disturbed.compareAndSet(null, what.toString());
    }
  }

  /** Leaves, and fails when it was disturbed. */
  void expectUndisturbed() throws InterruptedException {
    leave.countDown();
    thread.join();
    assertEquals(null, disturbed.get());
    assertEquals(0, display.gaps());
    assertTrue(issued.get() > 0, "it took no number");
    assertTrue(slowestMillis < PATIENCE_MILLIS, "a number took " + slowestMillis + " ms");
  }

  @Override
  public void close() {
    leave.countDown();
    display.close();
  }
}
