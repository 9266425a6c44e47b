package org.yichuang.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.Lane;
import org.yichuang.journal.Timers;

/**
 * What the owners of one event loop share.
 *
 * @param node unique for each start of a node
 * @param random for the jitter of retries
 */
public record OwnerPorts(
    String node,
    Catalogue catalogue,
    Lane lane,
    JournalReader reader,
    Timers timers,
    InstantSource clock,
    BoardPort boards,
    RandomGenerator random,
    Limits limits,
    CasePorts cases,
    EstimateWatch estimates) {

  /** Without anybody who watches estimates. */
  public OwnerPorts(
      String node,
      Catalogue catalogue,
      Lane lane,
      JournalReader reader,
      Timers timers,
      InstantSource clock,
      BoardPort boards,
      RandomGenerator random,
      Limits limits,
      CasePorts cases) {
    this(
        node,
        catalogue,
        lane,
        reader,
        timers,
        clock,
        boards,
        random,
        limits,
        cases,
        (hall, estimate, waited) -> {});
  }

  /**
   * @param maxPending commands of one hall that wait for a flight
   * @param groundedMillis after which a lane that cannot write refuses commands at once
   * @param retryMillis between attempts to read a stream
   * @param standDownMillis after a lost append, before the hall is taken again
   * @param quarantineMillis before an unreadable stream is read again
   * @param boardMillis at least between two boards that are sent, calls excepted
   */
  public record Limits(
      int maxPending,
      long groundedMillis,
      long retryMillis,
      long standDownMillis,
      long quarantineMillis,
      long boardMillis) {
    public static final Limits DEFAULT = new Limits(5_000, 1_000, 300, 1_000, 300_000, 50);

    /** The same with another wait before an unreadable stream is read again. */
    public Limits withQuarantine(Duration wait) {
      return new Limits(
          maxPending, groundedMillis, retryMillis, standDownMillis, wait.toMillis(), boardMillis);
    }
  }
}
