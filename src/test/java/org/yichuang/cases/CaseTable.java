package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseHall.Person;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Receipt.Channel;

/**
 * Cases told in a line: {@code licence: register; accept; at=2026-03-05T10:00; decide result=denied
 * by=lead}. What is not said is as it should be.
 */
final class CaseTable {

  private CaseTable() {}

  /**
   * @param before what happened to the case
   * @param step what is asked now
   * @param expected events' types, a refusal's reason, or {@code nothing}
   * @param then its phase afterwards
   */
  record Row(String before, String step, String expected, String then) {
    @Override
    public String toString() {
      return "%s | %s: %s".formatted(before, step, expected);
    }
  }

  /** Cells: before, step, expected, then. */
  static List<Row> rows(String table) {
    return table
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            cells ->
                new Row(
                    cells[0].strip(),
                    cells[1].strip(),
                    cells[2].strip(),
                    cells.length > 3 ? cells[3].strip() : ""))
        .toList();
  }

  /** A scene in which all of it happened. */
  static CaseScene after(String told) {
    CaseScene scene = new CaseScene();
    String item = told.substring(0, told.indexOf(':'));
    for (String step : told.substring(told.indexOf(':') + 1).split(";", -1)) {
      if (!step.isBlank()) {
        give(scene, item, step.strip(), told);
      }
    }
    return scene;
  }

  static void give(CaseScene scene, String item, String step, String told) {
    if (step.startsWith("at=")) {
      scene.until(CaseHall.at(step.substring(3)));
      return;
    }
    String found = ask(scene, item, step);
    if (found.equals(found.toUpperCase(Locale.ROOT))) {
      throw new AssertionError(step + " of " + told + ": " + found);
    }
  }

  /** Asks, and applies what comes of it: events' types, or a refusal's reason. */
  static String ask(CaseScene scene, String item, String step) {
    Words words = new Words(step);
    return switch (scene.decide(command(words, item, scene.now), words.author().author())) {
      case CaseOutcome.Refused refused -> {
        assertFalse(refused.refusal().expected().isBlank(), step);
        assertFalse(refused.refusal().found().isBlank(), step);
        assertFalse(refused.refusal().remedy().isBlank(), step);
        yield refused.refusal().reason().name();
      }
      case CaseOutcome.Accepted accepted -> {
        accepted.events().forEach(event -> scene.apply(event, words.author().account()));
        yield accepted.events().isEmpty()
            ? "nothing"
            : accepted.events().stream().map(CaseTable::name).collect(Collectors.joining(" "));
      }
    };
  }

  static String name(CaseEvent event) {
    return event.getClass().getSimpleName();
  }

  static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(part -> leaves(part).stream())
            .toList()
        : List.of(type);
  }

  /** A verb and its {@code key=value}s. */
  private static final class Words {
    private final String verb;
    private final Map<String, String> values = new HashMap<>();

    Words(String step) {
      String[] words = step.split(" ", -1);
      verb = words[0];
      for (int i = 1; i < words.length; i++) {
        String[] pair = words[i].split("=", 2);
        values.put(pair[0], pair[1]);
      }
    }

    String get(String key, String usual) {
      return values.getOrDefault(key, usual);
    }

    @Nullable String orNull(String key, String usual) {
      String value = get(key, usual);
      return value.equals("none") ? null : value;
    }

    <T> Set<T> set(String key, String usual, java.util.function.Function<String, T> read) {
      String value = get(key, usual);
      return value.equals("none")
          ? Set.of()
          : Stream.of(value.split(",", -1)).map(read).collect(Collectors.toSet());
    }

    <T extends Enum<T>> T word(String key, Class<T> type, String usual) {
      return Enum.valueOf(type, get(key, usual).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Person author() {
      return word(
          "by",
          Person.class,
          switch (CaseVerb.valueOf(verb.toUpperCase(Locale.ROOT).replace('-', '_'))) {
            case REGISTER -> get("channel", "window").equals("online") ? "applicant" : "intake";
            case HANDLE_AT_ONCE,
                CORRECT_ON_SPOT,
                GIVE_NOTICE,
                STILL_MISSING,
                RECEIVE_MATERIALS,
                ACCEPT,
                DECLINE ->
                "intake";
            case OBJECT,
                REASSIGN,
                COMPLETE_STEP,
                RECORD_GATHERING,
                SUSPEND,
                RESUME,
                EXTEND,
                SEND_UP,
                RETURN_DOWN,
                DECIDE,
                TERMINATE,
                CORRECT ->
                "reviewer";
            case ASSIGN_CHAIN -> "lead";
            case CALL_IN -> "centre";
            case ISSUE, NOTIFY_READY, DELIVER, RETURN_PARCEL, ARCHIVE -> "issuer";
            case WITHDRAW -> "applicant";
          });
    }
  }

  private static Document document(Words words, Instant now) {
    String dated = words.get("dated", now.atZone(CaseHall.ZONE).toLocalDate().toString());
    String seal = words.orNull("seal", "4711");
    return new Document(
        "水许〔2026〕17号", LocalDate.parse(dated), seal == null ? null : Long.valueOf(seal));
  }

  private static List<Missing> points(Words words, String key) {
    return IntStream.rangeClosed(1, Integer.parseInt(words.get(key, "2")))
        .mapToObj(i -> new Missing(i, words.get("what", "副本") + i))
        .toList();
  }

  private static LocalDate date(Words words, String key, Instant now, int usualDays) {
    LocalDate today = now.atZone(CaseHall.ZONE).toLocalDate();
    String text = words.get(key, "+" + usualDays);
    return text.startsWith("+")
        ? today.plusDays(Integer.parseInt(text.substring(1)))
        : LocalDate.parse(text);
  }

  static CaseCommand command(String step, String item, Instant now) {
    return command(new Words(step), item, now);
  }

  static CaseHall.Person author(String step) {
    return new Words(step).author();
  }

  private static CaseCommand command(Words words, String item, Instant now) {
    Document document = document(words, now);
    String branch = words.get("branch", "");
    String reason = words.get("reason", "如实记载");
    Set<Remedy> remedies = words.set("remedies", "RECONSIDERATION,LITIGATION", Remedy::valueOf);
    return switch (CaseVerb.valueOf(words.verb.toUpperCase(Locale.ROOT).replace('-', '_'))) {
      case REGISTER -> register(words, item);
      case HANDLE_AT_ONCE ->
          new CaseCommand.HandleAtOnce(
              register(words, item),
              new CaseCommand.AcceptCase(
                  document,
                  new Chain(Person.LEAD.account(), null, words.author().account(), null),
                  Map.of()),
              new CaseCommand.DecideCase(
                  document,
                  "",
                  words.word("result", Result.class, "approved"),
                  words.orNull("reason", "none"),
                  remedies),
              new CaseCommand.IssueResult(document, true),
              new CaseCommand.DeliverResult(DeliveryMethod.WINDOW, Recipient.APPLICANT, null));
      case CORRECT_ON_SPOT -> new CaseCommand.CorrectOnSpot(points(words, "missing"));
      case GIVE_NOTICE ->
          new CaseCommand.GiveNotice(
              document, points(words, "missing"), date(words, "answer", now, 10));
      case STILL_MISSING ->
          new CaseCommand.StillMissing(
              document,
              words.set("points", "1", Integer::valueOf),
              words.orNull("answer", "none") == null ? null : date(words, "answer", now, 10));
      case RECEIVE_MATERIALS ->
          new CaseCommand.ReceiveMaterials(
              words.word("channel", Channel.class, "window"),
              words.set("points", "none", Integer::valueOf));
      case ACCEPT -> {
        Map<String, Chain> branches = new TreeMap<>();
        words
            .set("branches", item.equals("joint") ? "fire,tax,build" : "none", String::toString)
            .forEach(id -> branches.put(id, CaseHall.chain()));
        yield new CaseCommand.AcceptCase(document, CaseHall.chain(), branches);
      }
      case DECLINE ->
          new CaseCommand.DeclineCase(
              document,
              words.word("ground", DeclineGround.class, "not-needed"),
              words.orNull("agency", "none"),
              reason,
              remedies);
      case OBJECT -> new CaseCommand.ObjectToIntake(points(words, "missing"), reason);
      case ASSIGN_CHAIN ->
          new CaseCommand.AssignChain(branch, CaseHall.chain(), words.orNull("reason", "换人"));
      case REASSIGN -> {
        String to = words.orNull("to", "none");
        yield new CaseCommand.Reassign(
            words.word("post", CaseCommand.Post.class, "clerk"),
            branch,
            to == null ? null : Person.of(to).account(),
            reason);
      }
      case COMPLETE_STEP -> new CaseCommand.CompleteStep(branch, words.get("step", "review"));
      case RECORD_GATHERING ->
          new CaseCommand.RecordGathering(
              words.word("kind", Gathering.Kind.class, "site-visit"),
              date(words, "held", now, 0),
              words.set("branches", "none", String::toString),
              "到现场看了");
      case CALL_IN -> new CaseCommand.CallIn(words.get("branch", "water"), CaseHall.chain());
      case SUSPEND ->
          new CaseCommand.SuspendCase(
              document,
              branch,
              words.get("ground", "testing"),
              Limit.parse(words.get("expected", "5wd")),
              reason);
      case RESUME -> new CaseCommand.ResumeCase(document, branch, words.get("ground", "testing"));
      case EXTEND ->
          new CaseCommand.ExtendCase(
              document, branch, words.word("approver", Rank.class, "agency-head"), reason);
      case SEND_UP -> new CaseCommand.SendUp(document, "省水利厅");
      case RETURN_DOWN -> new CaseCommand.ReturnDown(document);
      case DECIDE ->
          new CaseCommand.DecideCase(
              document,
              branch,
              words.word("result", Result.class, item.equals("question") ? "replied" : "approved"),
              words.orNull("reason", "none"),
              remedies);
      case ISSUE ->
          new CaseCommand.IssueResult(document, words.get("notified", "yes").equals("yes"));
      case NOTIFY_READY -> new CaseCommand.NotifyReady();
      case DELIVER ->
          new CaseCommand.DeliverResult(
              words.word("method", DeliveryMethod.class, "window"), Recipient.APPLICANT, null);
      case RETURN_PARCEL -> new CaseCommand.ReturnParcel(reason);
      case WITHDRAW ->
          new CaseCommand.WithdrawCase(words.orNull("dated", "none") == null ? null : document);
      case TERMINATE ->
          new CaseCommand.TerminateCase(document, TerminationGround.SUBJECT_GONE, reason);
      case CORRECT -> new CaseCommand.CorrectDecision(document, branch, reason);
      case ARCHIVE -> new CaseCommand.ArchiveCase("2026-0017");
    };
  }

  private static CaseCommand.RegisterCase register(Words words, String item) {
    String expires = words.orNull("expires", "none");
    return new CaseCommand.RegisterCase(
        new ItemRef(item, Integer.parseInt(words.get("version", "1"))),
        words.word("channel", Channel.class, "window"),
        new PersonRef(1),
        null,
        null,
        null,
        null,
        words.get("backup", "none").equals("none")
            ? null
            : Person.of(words.get("backup", "")).account(),
        null,
        expires == null ? null : LocalDate.parse(expires),
        words.set("duplicates", "none", CaseNumber::parse).stream().toList());
  }
}
