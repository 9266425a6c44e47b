package org.yichuang.hall;

/**
 * Whoever knows configurations does not know this version, yet: another node may have stored it a
 * moment ago. A stream that names it is not broken; read the versions again, then the stream.
 */
public final class UnknownConfiguration extends IllegalStateException {
  public UnknownConfiguration(HallId hall, int version) {
    super("%s has no configuration %d".formatted(hall, version));
  }
}
