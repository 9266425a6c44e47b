package org.yichuang.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseVerb;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeclineGround;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.Gathering;
import org.yichuang.cases.Missing;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.Remedy;
import org.yichuang.cases.Result;
import org.yichuang.cases.TerminationGround;
import org.yichuang.cases.Work;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Receipt;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.WindowId;

/**
 * A body as the contract let it through, read as what is asked of a case. What the contract cannot
 * say (a day that no calendar has) is an {@link IllegalArgumentException} in words for the client.
 *
 * @param accounts of whoever the body names
 */
record CaseBody(JsonObject body, Map<String, AccountId> accounts) {
  private static final int LAST_YEAR = 2099;

  /** Fields that name an account. */
  static final Set<String> ACCOUNTS = Set.of("lead", "clerk", "backup", "to", "owner");

  /** The names of accounts anywhere in a body. */
  static Set<String> accounts(JsonObject body) {
    Set<String> names = new TreeSet<>();
    body.forEach(
        field -> {
          switch (field.getValue()) {
            case JsonObject inner -> names.addAll(accounts(inner));
            case JsonArray list ->
                list.forEach(
                    each -> {
                      if (each instanceof JsonObject inner) {
                        names.addAll(accounts(inner));
                      }
                    });
            case String text when ACCOUNTS.contains(field.getKey()) -> names.add(text);
            case null, default -> {}
          }
        });
    return names;
  }

  /**
   * What is asked of a case that is there.
   *
   * @throws IllegalStateException for a verb by which cases begin
   */
  CaseCommand command(CaseVerb verb) {
    return switch (verb) {
      case REGISTER, HANDLE_AT_ONCE -> throw new IllegalStateException("cases begin by " + verb);
      case CORRECT_ON_SPOT -> new CaseCommand.CorrectOnSpot(missing("points"));
      case GIVE_NOTICE ->
          new CaseCommand.GiveNotice(document(), missing("missing"), date("answerBy"));
      case STILL_MISSING ->
          new CaseCommand.StillMissing(
              document(), points(), body.containsKey("answerBy") ? date("answerBy") : null);
      case RECEIVE_MATERIALS -> new CaseCommand.ReceiveMaterials(channel(), points());
      case ACCEPT -> accept();
      case DECLINE ->
          new CaseCommand.DeclineCase(
              document(),
              word("ground", DeclineGround::valueOf),
              body.getString("rightAgency"),
              body.getString("reason"),
              remedies());
      case OBJECT -> new CaseCommand.ObjectToIntake(missing("points"), body.getString("reason"));
      case ASSIGN_CHAIN ->
          new CaseCommand.AssignChain(
              branch(), chain(body.getJsonObject("chain")), body.getString("reason"));
      case REASSIGN ->
          new CaseCommand.Reassign(
              word("post", CaseCommand.Post::valueOf),
              branch(),
              account(body, "to"),
              body.getString("reason"));
      case COMPLETE_STEP -> new CaseCommand.CompleteStep(branch(), body.getString("step"));
      case RECORD_GATHERING ->
          new CaseCommand.RecordGathering(
              word("kind", Gathering.Kind::valueOf),
              date("date"),
              Set.copyOf(this.<String>list("branches")),
              body.getString("note"));
      case CALL_IN -> new CaseCommand.CallIn(branch(), chain(body.getJsonObject("chain")));
      case SUSPEND ->
          new CaseCommand.SuspendCase(
              document(),
              branch(),
              body.getString("ground"),
              limit(body.getJsonObject("expected")),
              body.getString("reason"));
      case RESUME -> new CaseCommand.ResumeCase(document(), branch(), body.getString("ground"));
      case EXTEND ->
          new CaseCommand.ExtendCase(
              document(), branch(), word("approver", Rank::valueOf), body.getString("reason"));
      case SEND_UP -> new CaseCommand.SendUp(document(), body.getString("agency"));
      case RETURN_DOWN -> new CaseCommand.ReturnDown(document());
      case DECIDE -> decide();
      case ISSUE -> issue();
      case NOTIFY_READY -> new CaseCommand.NotifyReady();
      case DELIVER -> deliver();
      case RETURN_PARCEL -> new CaseCommand.ReturnParcel(body.getString("reason"));
      case WITHDRAW ->
          new CaseCommand.WithdrawCase(body.containsKey("document") ? document() : null);
      case TERMINATE ->
          new CaseCommand.TerminateCase(
              document(), word("ground", TerminationGround::valueOf), body.getString("reason"));
      case CORRECT ->
          new CaseCommand.CorrectDecision(document(), branch(), body.getString("reason"));
      case ARCHIVE -> new CaseCommand.ArchiveCase(body.getString("shelf"));
    };
  }

  CaseCommand.AcceptCase accept() {
    Map<String, Chain> branches = new HashMap<>();
    for (JsonObject each : this.<JsonObject>list("branches")) {
      String branch = each.getString("branch");
      if (branches.put(branch, chain(each)) != null) {
        throw new IllegalArgumentException(
            "branches: expected each branch once, found %s twice".formatted(branch));
      }
    }
    return new CaseCommand.AcceptCase(document(), chain(body.getJsonObject("chain")), branches);
  }

  CaseCommand.DecideCase decide() {
    return new CaseCommand.DecideCase(
        document(),
        branch(),
        word("result", Result::valueOf),
        body.getString("reason"),
        remedies());
  }

  CaseCommand.IssueResult issue() {
    return new CaseCommand.IssueResult(document(), body.getBoolean("notified"));
  }

  CaseCommand.DeliverResult deliver() {
    return new CaseCommand.DeliverResult(
        word("method", DeliveryMethod::valueOf),
        word("recipient", Recipient::valueOf),
        body.getString("parcel"));
  }

  /** The same body's part of that name. */
  CaseBody part(String name) {
    return new CaseBody(body.getJsonObject(name), accounts);
  }

  Receipt.Channel channel() {
    return Receipt.Channel.valueOf(body.getString("channel", "window").toUpperCase(Locale.ROOT));
  }

  /** Null when the body does not name one. */
  @Nullable AccountId account(String name) {
    return account(body, name);
  }

  LocalDate date(String name) {
    return date(body, name);
  }

  /** Within a lifetime: its alarms are counted in working days. */
  LocalDate licenceExpires() {
    LocalDate expires = date("licenceExpires");
    if (expires.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "licenceExpires: expected a day before %d, found a later one".formatted(LAST_YEAR + 1));
    }
    return expires;
  }

  private Document document() {
    JsonObject document = body.getJsonObject("document");
    return new Document(
        document.getString("number"), date(document, "date"), document.getLong("seal"));
  }

  private Chain chain(JsonObject chain) {
    String window = chain.getString("window");
    AccountId lead = account(chain, "lead");
    AccountId clerk = account(chain, "clerk");
    if (lead == null || clerk == null) {
      throw new IllegalStateException("expected the contract to ask for lead and clerk");
    }
    return new Chain(
        lead, window == null ? null : new WindowId(window), clerk, account(chain, "backup"));
  }

  private @Nullable AccountId account(JsonObject of, String name) {
    String username = of.getString(name);
    return username == null ? null : accounts.get(username);
  }

  private List<Missing> missing(String name) {
    return this.<JsonObject>list(name).stream()
        .map(point -> new Missing(point.getInteger("material", 0), point.getString("what")))
        .toList();
  }

  private Set<Integer> points() {
    return this.<Number>list("points").stream().map(Number::intValue).collect(Collectors.toSet());
  }

  private Set<Remedy> remedies() {
    return this.<String>list("remedies").stream()
        .map(remedy -> constant(remedy, Remedy::valueOf))
        .collect(Collectors.toSet());
  }

  private String branch() {
    return body.getString("branch", Work.WHOLE);
  }

  private <T> T word(String name, Function<String, T> read) {
    return constant(body.getString(name), read);
  }

  private static <T> T constant(String word, Function<String, T> read) {
    return read.apply(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Limit limit(JsonObject limit) {
    String word = limit.getString("unit");
    for (LimitUnit unit : LimitUnit.values()) {
      if (unit.word().equals(word)) {
        return new Limit(limit.getInteger("amount"), unit, 0);
      }
    }
    throw new IllegalStateException("expected a unit of the contract, found " + word);
  }

  private static LocalDate date(JsonObject of, String name) {
    LocalDate date = Dates.parse(of.getString(name));
    if (date == null) {
      throw new IllegalArgumentException(
          "%s: expected a date such as 2026-11-23, found another text".formatted(name));
    }
    return date;
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> list(String name) {
    List<T> values = new ArrayList<>();
    for (Object each : body.getJsonArray(name, new JsonArray())) {
      values.add((T) each);
    }
    return values;
  }
}
