package org.yichuang.cluster;

/** One start of one node; a restarted node is another. */
public record NodeId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
