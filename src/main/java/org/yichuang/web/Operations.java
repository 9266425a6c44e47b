package org.yichuang.web;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What is done for each operation of the contract. Filled at start by the classes of routes. */
final class Operations {

  /** What an operation does once the contract is satisfied; answers the exchange, once. */
  record Handling(Permission permission, Consumer<Exchange> action) {}

  private final Map<String, Handling> byId = new HashMap<>();

  Operations on(String operationId, Permission permission, Consumer<Exchange> action) {
    if (byId.put(operationId, new Handling(permission, action)) != null) {
      throw new IllegalArgumentException(operationId + " is handled twice");
    }
    return this;
  }

  Handling take(String operationId) {
    Handling handling = byId.remove(operationId);
    if (handling == null) {
      throw new IllegalArgumentException("nobody handles " + operationId);
    }
    return handling;
  }

  void expectAllTaken() {
    if (!byId.isEmpty()) {
      throw new IllegalArgumentException("the contract does not know " + byId.keySet());
    }
  }
}
