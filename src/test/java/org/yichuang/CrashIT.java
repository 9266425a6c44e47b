package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yichuang.HallClient.Answer;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.EmbeddedDatabase;
import org.yichuang.database.Migration;
import org.yichuang.database.TestDatabase;

/** What was confirmed outlives the server, the database, and a node. */
class CrashIT {
  private static final int CLIENTS = 16;

  /** Clients that issue until they are told to stop, repeating under the same key. */
  private static final class Load {
    final ConcurrentLinkedQueue<Integer> confirmed = new ConcurrentLinkedQueue<>();
    final AtomicInteger unavailable = new AtomicInteger();
    final List<String> unexpected = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    Load(HallClient client) {
      for (int i = 0; i < CLIENTS; i++) {
        threads.add(Thread.ofVirtual().start(() -> run(client)));
      }
    }

    private void run(HallClient client) {
      String key = null;
      while (!over.get()) {
        key = key == null ? UUID.randomUUID().toString() : key;
        Answer answer = client.issue("all", key);
        switch (answer.status()) {
          case 201 -> {
            confirmed.add(Integer.parseInt(answer.json().getString("number").substring(1)));
            key = null;
          }
          case 0, 503 -> {
            unavailable.incrementAndGet();
            LockSupport.parkNanos(2_000_000);
          }
          default -> {
            synchronized (unexpected) {
              unexpected.add(answer.toString());
            }
            return;
          }
        }
      }
    }

    void awaitConfirmed(int more) {
      await(confirmed::size, more);
    }

    void awaitUnavailable(int more) {
      await(unavailable::get, more);
    }

    private void await(IntSupplier count, int more) {
      int until = count.getAsInt() + more;
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (count.getAsInt() < until) {
        assertTrue(System.nanoTime() < deadline, "nothing goes on: " + unexpected);
        LockSupport.parkNanos(5_000_000);
      }
    }

    void stop() throws InterruptedException {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), unexpected);
    }
  }

  private static void expectConfirmed(DatabaseAddress database, Load load) throws Exception {
    Set<Integer> confirmed = new HashSet<>();
    for (int number : load.confirmed) {
      assertTrue(confirmed.add(number), "confirmed twice: " + number);
    }
    List<Integer> recorded = Halls.recorded(database, "T");
    assertEquals(IntStream.rangeClosed(1, recorded.size()).boxed().toList(), recorded);
    assertTrue(new HashSet<>(recorded).containsAll(confirmed), "confirmed and not recorded");
    Halls.verified(database);
  }

  @Test
  void what_a_killed_server_confirmed_is_there_and_numbers_go_on() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "crowd", 1);
    try (TestServer first = TestServer.start(database, "killed-it")) {
      Load load = new Load(new HallClient(first.base(), "crowd", "admin"));
      try {
        load.awaitConfirmed(500);
        first.kill();
      } finally {
        load.stop();
      }
      try (TestServer second = TestServer.start(database, "killed-it")) {
        Answer next = new HallClient(second.base(), "crowd", "admin").issue("all");
        assertEquals(201, next.status(), next.body());
        assertEquals(
            Halls.recorded(database, "T").size(),
            Integer.parseInt(next.json().getString("number").substring(1)));
        second.stop();
      }
      expectConfirmed(database, load);
    }
  }

  @Test
  void a_server_recovers_by_itself_when_its_database_comes_back(@TempDir Path data)
      throws Exception {
    EmbeddedDatabase postgres = EmbeddedDatabase.start(data, line -> {});
    DatabaseAddress database = postgres.address();
    try {
      Migration.migrate(database);
      Halls.create(database, "crowd", 1);
      try (TestServer server = TestServer.start(database, "outage-it")) {
        Load load = new Load(new HallClient(server.base(), "crowd", "admin"));
        try {
          load.awaitConfirmed(200);
          postgres.close();
          load.awaitUnavailable(3 * CLIENTS);
          postgres = EmbeddedDatabase.start(data, line -> {});
          assertEquals(database, postgres.address());
          load.awaitConfirmed(500);
        } finally {
          load.stop();
        }
        expectConfirmed(database, load);
        server.stop();
      }
    } finally {
      postgres.close();
    }
  }
}
