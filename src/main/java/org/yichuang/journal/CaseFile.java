package org.yichuang.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRecord;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.RaisedAlarm;
import org.yichuang.cases.SubjectRef;
import org.yichuang.cases.Track;
import org.yichuang.cases.Work;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.TicketId;

/**
 * A case's row of the read table {@code case_file}: what lists, searches, indicators and the
 * deadlines' sweep need without reading its stream. A pure function of its events. Immutable.
 *
 * @param seq of the event after which this is so
 * @param clerk who works on it now; null before it is accepted
 * @param nextDue when something falls due by itself; null: never
 */
public record CaseFile(
    CaseNumber number,
    int seq,
    String item,
    int itemVersion,
    String kind,
    String phase,
    String light,
    String channel,
    long applicant,
    @Nullable Long handler,
    @Nullable Long subject,
    @Nullable String ticket,
    @Nullable Integer owner,
    @Nullable Integer clerk,
    @Nullable Integer responsible,
    LocalDate arrived,
    LocalDate since,
    @Nullable LocalDate decided,
    @Nullable String result,
    Due promised,
    Due statutory,
    Due delivery,
    int visits,
    Raised alarm,
    @Nullable Instant nextDue) {

  /** The worst alarm that nobody has met yet; all null: none. */
  public record Raised(
      @Nullable String level,
      @Nullable String clock,
      @Nullable Integer version,
      @Nullable Instant at,
      @Nullable LocalDate dueDate,
      @Nullable Integer account) {
    public static final Raised NONE = new Raised(null, null, null, null, null, null);

    private static Raised of(RaisedAlarm alarm) {
      AccountId account = alarm.account();
      return new Raised(
          alarm.level().word(),
          alarm.clock().toString(),
          alarm.version(),
          alarm.at(),
          alarm.dueDate(),
          account == null ? null : account.value());
    }
  }

  /** A clock's last day; all null while it has not started. */
  public record Due(@Nullable LocalDate date, @Nullable Boolean running, @Nullable Boolean late) {
    private static final Due NONE = new Due(null, null, null);

    private static Due of(Optional<CaseRecord.Due> due) {
      return due.map(found -> new Due(found.date(), found.running(), found.late())).orElse(NONE);
    }
  }

  /**
   * @throws IllegalStateException for a number without a case
   */
  public static CaseFile of(CaseState state, CaseRules rules) {
    CaseRecord record = CaseRecord.of(state);
    CaseEvent.CaseRegistered facts = state.registration().orElseThrow().facts();
    Optional<Track> whole = state.work().track(Work.WHOLE);
    PersonRef handler = facts.handler();
    SubjectRef subject = facts.subject();
    TicketId ticket = facts.ticket();
    return new CaseFile(
        state.number(),
        state.seq(),
        facts.item().id(),
        facts.item().version(),
        record.kind().word(),
        record.phase().word(),
        state.light().word(),
        facts.channel().name().toLowerCase(Locale.ROOT),
        facts.applicant().value(),
        handler == null ? null : handler.value(),
        subject == null ? null : subject.value(),
        ticket == null ? null : ticket.toString(),
        state.registration().orElseThrow().owner().map(AccountId::value).orElse(null),
        whole.flatMap(Track::chain).map(chain -> chain.clerk().value()).orElse(null),
        facts.responsible() == null ? null : facts.responsible().value(),
        record.arrived(),
        state.since(),
        record.decided().orElse(null),
        whole
            .flatMap(Track::decision)
            .map(decision -> decision.result().name().toLowerCase(Locale.ROOT))
            .orElse(null),
        Due.of(record.promised()),
        Due.of(record.statutory()),
        Due.of(record.delivery()),
        record.visits(),
        RaisedAlarm.worst(state).map(Raised::of).orElse(Raised.NONE),
        rules.nextDue(state).orElse(null));
  }
}
