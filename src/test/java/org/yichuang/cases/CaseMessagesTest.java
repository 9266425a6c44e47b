package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;
import org.yichuang.journal.CaseEventSamples;
import org.yichuang.journal.CaseMessages;
import org.yichuang.journal.CoreJson;

/** What nodes tell each other of cases arrives as it was sent. */
class CaseMessagesTest {
  private static final ObjectMapper JSON = CaseMessages.teach(CoreJson.mapper());

  static List<CaseCommand> commands() {
    List<CaseCommand> commands = new ArrayList<>();
    for (CaseVerb verb : CaseVerb.values()) {
      commands.add(CaseTable.command(verb.word(), "licence", CaseHall.MONDAY));
    }
    Stream.of(
            "register channel=online expires=2026-05-31 backup=backup",
            "give-notice missing=40",
            "still-missing points=1,2,40 answer=+7",
            "receive-materials points=3,1,2 channel=online",
            "accept branches=fire,tax,build",
            "decline ground=not-competent agency=税务局",
            "assign-chain reason=none",
            "reassign post=owner to=agent",
            "record-gathering kind=meeting branches=tax,fire",
            "suspend branch=fire ground=hearing expected=1mo",
            "extend approver=government-head",
            "decide branch=fire result=denied reason=不符合条件 remedies=LITIGATION",
            "issue notified=no seal=none",
            "deliver method=post",
            "withdraw dated=2026-03-02")
        .map(step -> CaseTable.command(step, "joint", CaseHall.MONDAY))
        .forEach(commands::add);
    commands.add(
        new CaseCommand.RegisterCase(
            CaseHall.ref("licence"),
            Receipt.Channel.WINDOW,
            new PersonRef(1),
            new PersonRef(2),
            new SubjectRef(3),
            new TicketId(CaseHall.NUMBER.day(), "B", 17),
            new AccountId(4),
            new AccountId(5),
            new HallId(2),
            CaseHall.NUMBER.day(),
            List.of(CaseHall.NUMBER)));
    return commands;
  }

  static List<CaseOutcome> outcomes() {
    List<CaseOutcome> outcomes = new ArrayList<>();
    outcomes.add(new CaseOutcome.Accepted(List.of()));
    outcomes.add(new CaseOutcome.Accepted(List.copyOf(CaseEventSamples.all().values())));
    for (CaseRefusal.Reason reason : CaseRefusal.Reason.values()) {
      outcomes.add(CaseOutcome.refused(reason, "a seal", "none", "seal \"it\""));
    }
    return outcomes;
  }

  private static <T> T sent(T message, Class<T> type) throws JsonProcessingException {
    return JSON.readValue(JSON.writerFor(type).writeValueAsString(message), type);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_arrives_as_it_was_sent(CaseCommand command) throws JsonProcessingException {
    assertEquals(command, sent(command, CaseCommand.class));
  }

  @Test
  void every_command_was_sent() {
    assertEquals(
        names(CaseTable.leaves(CaseCommand.class)),
        names(commands().stream().<Class<?>>map(CaseCommand::getClass).toList()));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void an_outcome_arrives_as_it_was_sent(CaseOutcome outcome) throws JsonProcessingException {
    assertEquals(outcome, sent(outcome, CaseOutcome.class));
  }

  @Test
  void an_author_arrives_as_it_was_sent() throws JsonProcessingException {
    for (CaseHall.Person person : CaseHall.Person.values()) {
      assertEquals(person.author(), sent(person.author(), Author.class));
    }
    assertEquals(Author.SYSTEM, sent(Author.SYSTEM, Author.class));
  }

  /** What names a repeated command must not depend on where a set was made. */
  @Test
  void equal_commands_are_written_equally() throws JsonProcessingException {
    assertEquals(
        "{\"is\":\"ReceiveMaterials\",\"channel\":\"WINDOW\",\"points\":[1,3,5,17,40]}",
        JSON.writeValueAsString(
            new CaseCommand.ReceiveMaterials(Receipt.Channel.WINDOW, Set.of(17, 40, 5, 3, 1))));
    Chain chain = new Chain(new AccountId(7), null, new AccountId(8), null);
    String accepted =
        JSON.writeValueAsString(
            new CaseCommand.AcceptCase(
                new Document("1", CaseHall.NUMBER.day(), null),
                chain,
                Map.of("tax", chain, "fire", chain, "build", chain)));
    assertTrue(accepted.matches(".*\"build\".*\"fire\".*\"tax\".*"), accepted);
    assertEquals(
        "{\"account\":9,\"roles\":[\"AGENT\",\"REVIEW\",\"CENTRE\"]}",
        JSON.writeValueAsString(
            new Author(
                new AccountId(9), Set.of(CaseRole.CENTRE, CaseRole.REVIEW, CaseRole.AGENT))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"is":"ArchiveCases","shelf":"1"}
          {"shelf":"1"}
          {"is":"ArchiveCase","shelf":"1","why":"x"}
          {"is":"ArchiveCase","shelf":" "}
          {"is":"CompleteStep","branch":"","step":"Review"}
          {"is":"ReceiveMaterials","channel":"WINDOW"}
          {"is":"ReceiveMaterials","channel":"FAX","points":[]}
          """)
  void what_no_node_sends_is_unreadable(String message) {
    assertThrows(JsonProcessingException.class, () -> JSON.readValue(message, CaseCommand.class));
  }

  private static Set<String> names(List<Class<?>> classes) {
    return classes.stream()
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
