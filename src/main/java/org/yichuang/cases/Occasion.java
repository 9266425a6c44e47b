package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.ClockRules;
import org.yichuang.deadlines.Dated;

/** Somebody asks something of a case at some moment. Immutable. */
record Occasion(
    CaseState state, Author author, Instant at, Calendars calendars, ClockRules clocks) {

  CaseItem item() {
    return state.item();
  }

  /** As the hall's clocks show it. */
  Dated now() {
    return Dated.of(at, calendars.zone());
  }

  LocalDate today() {
    return now().date();
  }

  /** By the date of a document. */
  Dated by(Document document) {
    return new Dated(document.date(), at);
  }

  ClockScript script() {
    return new ClockScript(state.clocks());
  }

  /** All that runs ends on that date. */
  ClockScript endingAll(Dated when) {
    return script().then(running -> clocks.endAll(running, when));
  }

  boolean is(CaseRole role) {
    return author.roles().contains(role);
  }

  /** Whether one person may take this case in, decide and issue it. */
  boolean isHandledByOne() {
    return item().practice().handledByOne() && is(CaseRole.INTAKE);
  }

  Checks checks() {
    return new Checks(this);
  }

  Optional<Chain> chain(String branch) {
    return state.work().track(branch).flatMap(Track::chain);
  }

  Set<CaseRole> roles() {
    return author.roles();
  }
}
