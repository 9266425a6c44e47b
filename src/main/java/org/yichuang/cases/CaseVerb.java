package org.yichuang.cases;

import static org.yichuang.cases.CasePhase.ACCEPTED;
import static org.yichuang.cases.CasePhase.CLOSED_UNCORRECTED;
import static org.yichuang.cases.CasePhase.DECIDED;
import static org.yichuang.cases.CasePhase.DECLINED;
import static org.yichuang.cases.CasePhase.DELIVERED;
import static org.yichuang.cases.CasePhase.ISSUED;
import static org.yichuang.cases.CasePhase.NOTICE_GIVEN;
import static org.yichuang.cases.CasePhase.RECEIVED;
import static org.yichuang.cases.CasePhase.SUBMITTED;
import static org.yichuang.cases.CasePhase.TERMINATED;
import static org.yichuang.cases.CasePhase.UNREGISTERED;
import static org.yichuang.cases.CasePhase.WITHDRAWN;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The closed table of a case's life: what may be asked of it in which phase. Whatever is not here
 * is refused with the table's words.
 */
public enum CaseVerb {
  REGISTER(UNREGISTERED),
  HANDLE_AT_ONCE(UNREGISTERED),
  CORRECT_ON_SPOT(SUBMITTED, RECEIVED),
  GIVE_NOTICE(RECEIVED),
  STILL_MISSING(RECEIVED, NOTICE_GIVEN),
  RECEIVE_MATERIALS(SUBMITTED, NOTICE_GIVEN),
  ACCEPT(RECEIVED),
  DECLINE(RECEIVED),
  /** A department objects to what intake took in. */
  OBJECT(RECEIVED, NOTICE_GIVEN, ACCEPTED),
  ASSIGN_CHAIN(ACCEPTED),
  REASSIGN(SUBMITTED, RECEIVED, NOTICE_GIVEN, ACCEPTED, DECIDED, ISSUED),
  COMPLETE_STEP(ACCEPTED),
  /** A joint site visit or meeting (联合踏勘, 联席会议). */
  RECORD_GATHERING(ACCEPTED),
  /** The centre calls another window into a special case. */
  CALL_IN(ACCEPTED),
  SUSPEND(ACCEPTED),
  RESUME(ACCEPTED),
  EXTEND(ACCEPTED),
  SEND_UP(ACCEPTED),
  RETURN_DOWN(ACCEPTED),
  DECIDE(ACCEPTED),
  ISSUE(DECIDED),
  NOTIFY_READY(ISSUED),
  DELIVER(ISSUED),
  RETURN_PARCEL(DELIVERED),
  WITHDRAW(SUBMITTED, RECEIVED, NOTICE_GIVEN, ACCEPTED),
  TERMINATE(RECEIVED, NOTICE_GIVEN, ACCEPTED),
  CORRECT(DECIDED, ISSUED, DELIVERED),
  ARCHIVE(DELIVERED, DECLINED, CLOSED_UNCORRECTED, WITHDRAWN, TERMINATED);

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<CasePhase> phases;

  CaseVerb(CasePhase... phases) {
    this.phases = Set.of(phases);
  }

  public boolean mayBeAskedIn(CasePhase phase) {
    return phases.contains(phase);
  }

  /** In the order of the phases. */
  public List<CasePhase> phases() {
    return phases.stream().sorted().toList();
  }

  /** As the contract's paths spell it: {@code give-notice}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String expected() {
    return phases().stream().map(CasePhase::word).collect(Collectors.joining(" or "));
  }
}
