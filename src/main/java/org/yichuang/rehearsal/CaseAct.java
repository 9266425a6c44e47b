package org.yichuang.rehearsal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.Missing;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.Remedy;
import org.yichuang.cases.Result;

/**
 * What somebody does next.
 *
 * @param afterMinutes in which the hall is open
 * @param author who does it
 * @param command made from the date on which it is done
 */
record CaseAct(double afterMinutes, Author author, Function<LocalDate, CaseCommand> command) {
  static final Set<Remedy> REMEDIES = Set.of(Remedy.RECONSIDERATION, Remedy.LITIGATION);
  static final List<Missing> POINTS =
      List.of(new Missing(1, "原件"), new Missing(2, "签字"), new Missing(3, "复印件"));
  static final String REASON = "如实记载";

  /** Of the day on which it is done. */
  static CaseAct of(double afterMinutes, Author author, Function<LocalDate, CaseCommand> command) {
    return new CaseAct(afterMinutes, author, command);
  }

  static CaseAct plain(double afterMinutes, Author author, CaseCommand command) {
    return new CaseAct(afterMinutes, author, today -> command);
  }

  /** Sealed, as licences' documents are. */
  static Document document(LocalDate date) {
    return new Document("涵政服〔%d〕号".formatted(date.getYear()), date, 1L);
  }

  /** All of an immediate case in one visit, to the result over the counter. */
  static CaseCommand.HandleAtOnce atOnce(
      CaseCommand.RegisterCase register, Document document, Chain chain, boolean denied) {
    return new CaseCommand.HandleAtOnce(
        register,
        new CaseCommand.AcceptCase(document, chain, Map.of()),
        new CaseCommand.DecideCase(
            document,
            "",
            denied ? Result.DENIED : Result.APPROVED,
            denied ? REASON : null,
            REMEDIES),
        new CaseCommand.IssueResult(document, true),
        new CaseCommand.DeliverResult(DeliveryMethod.WINDOW, Recipient.APPLICANT, null));
  }
}
