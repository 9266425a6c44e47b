package org.yichuang.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.yichuang.hall.HallId;

/** A connection whose answers the test gives by hand. */
public final class ScriptedPort implements FlightPort {

  /** A flight that left, and its answer. */
  public record Flight(List<Cargo> cargo, Consumer<FlightResult> answer) {
    public List<HallId> halls() {
      return cargo.stream().map(Cargo::hall).toList();
    }

    /** Answers that everything is committed but the halls. */
    public void lands(HallId... moved) {
      lands(0, moved);
    }

    public void lands(long databaseMillis, HallId... moved) {
      answer.accept(new FlightResult.Landed(Set.of(moved), databaseMillis));
    }

    public void turns(FlightResult.Cause cause) {
      answer.accept(new FlightResult.Turned(cause, "scripted"));
    }

    public void isLost() {
      answer.accept(new FlightResult.Lost("scripted"));
    }
  }

  public final List<Flight> flights = new ArrayList<>();
  public final List<Consumer<Boolean>> settlings = new ArrayList<>();

  @Override
  public void fly(List<Cargo> flight, Consumer<FlightResult> answer) {
    flights.add(new Flight(flight, answer));
  }

  @Override
  public void settle(Consumer<Boolean> answer) {
    settlings.add(answer);
  }

  public Flight last() {
    return flights.getLast();
  }

  /** Answers the latest attempt to settle. */
  public void settles(boolean certain) {
    settlings.getLast().accept(certain);
  }
}
