package org.yichuang.fuzz;

import java.util.Optional;
import java.util.Random;

/** A way to spoil a valid request. Pure: the same dice spoil the same request in the same way. */
public record Mutation(String name, Spoil spoil) {

  /** Empty where the request has nothing to be spoiled in that way. */
  @FunctionalInterface
  interface Spoil {
    Optional<Message> apply(Draft draft, Message valid, Random dice);
  }

  public Optional<Message> apply(Draft draft, Message valid, Random dice) {
    return spoil.apply(draft, valid, dice);
  }
}
