package org.yichuang.web;

import java.util.List;
import java.util.Optional;

/** Whether this node can serve. Called on an event loop; must not block. */
@FunctionalInterface
public interface Readiness {

  /** Empty when ready; else why not, in words for the operator, without secrets. */
  Optional<String> obstacle();

  /** The slugs of halls that this node owns and cannot serve: their records cannot be followed. */
  default List<String> quarantined() {
    return List.of();
  }
}
