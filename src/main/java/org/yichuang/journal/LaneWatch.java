package org.yichuang.journal;

/**
 * Sees how a lane does: for metrics, the clock check, and whoever follows what is written. Called
 * on the lane's event loop; what it throws is logged, and holds back nothing.
 */
public interface LaneWatch {

  /**
   * @param rows journal rows aboard
   * @param millis the flight took
   */
  void landed(FlightPort.FlightResult result, int rows, long millis);

  /**
   * What a hall sent is in the journal: certainly, and told once, when everybody who waited for it
   * was answered.
   */
  default void committed(Cargo cargo) {}

  /**
   * @param millis by which this node's clock and the database's certainly differ
   */
  void clockSkew(long millis);
}
