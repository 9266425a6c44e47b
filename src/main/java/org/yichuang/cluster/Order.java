package org.yichuang.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRole;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.TicketId;

/** What a request asks of a hall's owner, who owns the hall's cases too. Immutable. */
public sealed interface Order {

  record OfHall(HallCommand command) implements Order {}

  /**
   * Of a case that is there.
   *
   * @param roles of the author at the case's hall
   */
  record OfCase(CaseNumber number, CaseCommand command, Set<CaseRole> roles) implements Order {
    public OfCase {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * Cases that begin, all of them or none.
   *
   * @param commands registrations, or cases handled at once, of one ticket or of none
   * @param roles of the author at the hall
   */
  record NewCases(List<CaseCommand> commands, Set<CaseRole> roles) implements Order {
    public static final int MAX_CASES = 50;

    public NewCases {
      commands = List.copyOf(commands);
      roles = Set.copyOf(roles);
      if (commands.isEmpty() || commands.size() > MAX_CASES) {
        throw new IllegalArgumentException(
            "expected 1…%d cases, found %d".formatted(MAX_CASES, commands.size()));
      }
      if (commands.stream().map(NewCases::ticketOf).distinct().count() > 1) {
        throw new IllegalArgumentException("expected cases of one ticket, found several tickets");
      }
    }

    /** Whose service they come from. */
    Optional<TicketId> ticket() {
      return ticketOf(commands.getFirst());
    }

    static CaseCommand.RegisterCase registration(CaseCommand command) {
      return switch (command) {
        case CaseCommand.RegisterCase register -> register;
        case CaseCommand.HandleAtOnce atOnce -> atOnce.register();
        case CaseCommand other ->
            throw new IllegalArgumentException("expected a registration, found " + other.verb());
      };
    }

    private static Optional<TicketId> ticketOf(CaseCommand command) {
      return Optional.ofNullable(registration(command).ticket());
    }
  }
}
