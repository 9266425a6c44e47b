package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yichuang.HallClient.Answer;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/**
 * Two nodes in two processes share the halls; one is killed, the other serves them all, and its
 * displays go on without a gap.
 */
class ClusterIT {
  private static final int HALLS = 6;
  private static final int ROUNDS = 3;
  private static final int RESTART_ME = 75;
  private static final int AT_MOST_CUT_OFF_SECONDS = 120;
  private static final long ENOUGH_MILLIS = 2_000;
  private static final long AT_MOST_MILLIS = 10_000;

  @Test
  void the_halls_of_a_killed_node_are_served_by_the_other_within_two_seconds() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    for (int hall = 1; hall <= HALLS; hall++) {
      Halls.create(database, "hall-" + hall, 2);
    }
    List<Long> outages = new ArrayList<>();
    int[] confirmed = new int[HALLS + 1];
    TestServer stays = TestServer.start(database, "cluster-it");
    try {
      HallClient admin = new HallClient(stays.base(), "hall-1", "admin");
      List<Display> displays = new ArrayList<>();
      for (int hall = 1; hall <= HALLS; hall++) {
        displays.add(new Display(stays.base(), "hall-" + hall));
      }
      for (int round = 0; round < ROUNDS; round++) {
        try (TestServer dies = TestServer.start(database, "cluster-it")) {
          for (int hall = 1; hall <= HALLS; hall++) {
            issue(admin.in("hall-" + hall), confirmed, hall);
            issue(admin.at(dies.base()).in("hall-" + hall), confirmed, hall);
          }
          dies.kill();
          long killed = System.nanoTime();
          for (int hall = 1; hall <= HALLS; hall++) {
            issue(admin.in("hall-" + hall), confirmed, hall);
          }
          outages.add((System.nanoTime() - killed) / 1_000_000);
        }
        for (int hall = 1; hall <= HALLS; hall++) {
          displays.get(hall - 1).awaitBoard(admin.in("hall-" + hall).board());
        }
      }
      for (Display display : displays) {
        assertEquals(0, display.gaps());
        display.close();
      }
      assertEquals(143, stays.stop());
    } finally {
      stays.close();
    }
    System.out.println("all halls served after a kill: " + outages + " ms");
    assertTrue(
        outages.stream().anyMatch(millis -> millis <= ENOUGH_MILLIS)
            && outages.stream().allMatch(millis -> millis <= AT_MOST_MILLIS),
        "expected all halls within 2 s, found " + outages + " ms");
    assertEquals(HALLS * 3 * ROUNDS, Halls.recorded(database, "T").size());
    Halls.verified(database);
  }

  @Test
  void a_node_that_was_cut_off_ends_and_the_other_serves_on() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    for (int hall = 1; hall <= HALLS; hall++) {
      Halls.create(database, "hall-" + hall, 2);
    }
    int[] confirmed = new int[HALLS + 1];
    try (TestServer stays = TestServer.start(database, "cut-off-it");
        TestServer cutOff = TestServer.start(database, "cut-off-it")) {
      HallClient admin = new HallClient(stays.base(), "hall-1", "admin");
      for (int hall = 1; hall <= HALLS; hall++) {
        issue(admin.in("hall-" + hall), confirmed, hall);
      }
      cutOff.signal("STOP");
      for (int hall = 1; hall <= HALLS; hall++) {
        issueInTime(admin.in("hall-" + hall), confirmed, hall);
      }
      cutOff.signal("CONT");
      assertEquals(RESTART_ME, cutOff.ended());
      for (int hall = 1; hall <= HALLS; hall++) {
        issue(admin.in("hall-" + hall), confirmed, hall);
      }
    }
    assertEquals(HALLS * 3, Halls.recorded(database, "T").size());
    Halls.verified(database);
  }

  private static void issue(HallClient client, int[] confirmed, int hall) {
    confirm(client.issue("all", UUID.randomUUID().toString()), confirmed, hall);
  }

  /** A node that only stands still is found out late: 503 is repeated with the same key. */
  private static void issueInTime(HallClient client, int[] confirmed, int hall) {
    String key = UUID.randomUUID().toString();
    Instant until = Instant.now().plusSeconds(AT_MOST_CUT_OFF_SECONDS);
    Answer answer = client.issue("all", key);
    while (answer.status() == 503 && Instant.now().isBefore(until)) {
      answer = client.issue("all", key);
    }
    confirm(answer, confirmed, hall);
  }

  private static void confirm(Answer answer, int[] confirmed, int hall) {
    assertEquals(201, answer.status(), answer.body());
    assertEquals(
        ++confirmed[hall], Integer.parseInt(answer.json().getString("number").substring(1)));
  }
}
