package org.yichuang.persons;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that were made for one request, so that they can go with it when it is refused. Confined
 * to one event loop.
 */
public final class Fresh {
  /**
   * A row that was not there before.
   *
   * @param at when it was given; another time says that somebody else was given it since
   */
  record Made(long id, OffsetDateTime at) {}

  private final List<Made> persons = new ArrayList<>();
  private final List<Made> subjects = new ArrayList<>();

  void person(Made made) {
    persons.add(made);
  }

  void subject(Made made) {
    subjects.add(made);
  }

  List<Made> persons() {
    return List.copyOf(persons);
  }

  List<Made> subjects() {
    return List.copyOf(subjects);
  }
}
