package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.catalogue.ItemList;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.Matter;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.persons.ResidentNumber;

/**
 * A request for a number on its way to a command: items become queues, an identity card becomes a
 * class and goes no further. Immutable.
 *
 * @param hall in the version of the open day
 * @param byStaff who asks may say for whom, with a reason
 */
record TicketOrder(HallConfig hall, ItemList items, boolean byStaff, Instant at) {
  private static final String BY_CARD = "identity card";

  /** Either of the two is there. */
  record Read(HallCommand.@Nullable IssueTicket command, @Nullable Problem problem) {
    private static Read bad(Problem problem) {
      return new Read(null, problem);
    }
  }

  /** The class of a person and why. */
  private record Person(PersonClass is, @Nullable String reason) {}

  /** What a part of the body stands for, or what is wrong with it. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    Refused(Problem problem) {
      super(null, null, false, false);
      this.problem = problem;
    }
  }

  /** Whether what it stands for depends on the hall's version; a queue alone does not. */
  static boolean looksUp(JsonObject body) {
    return !body.containsKey("queue") || body.containsKey("identity");
  }

  /** A code of a guide; null when there is none. */
  static @Nullable String guideCode(JsonObject body) {
    return body.getString("guideCode");
  }

  /** As the body says; what a code says of the person is not in it. */
  Read read(JsonObject body) {
    try {
      List<Matter> matters = matters(body);
      Person person = person(body);
      return new Read(
          new HallCommand.IssueTicket(matters, person.is(), person.reason(), null), null);
    } catch (Refused refused) {
      return Read.bad(refused.problem);
    }
  }

  private List<Matter> matters(JsonObject body) throws Refused {
    List<String> ways = named(body, "queue", "item", "matters");
    if (ways.size() != 1) {
      throw invalid("expected one of queue, item and matters, found " + words(ways));
    }
    if (!body.containsKey("matters")) {
      return List.of(matter(body));
    }
    List<Matter> matters = new ArrayList<>();
    for (Object each : body.getJsonArray("matters")) {
      JsonObject one = (JsonObject) each;
      List<String> either = named(one, "queue", "item");
      if (either.size() != 1) {
        throw invalid("matters: expected either a queue or an item, found " + words(either));
      }
      matters.add(matter(one));
    }
    return matters;
  }

  private Matter matter(JsonObject of) throws Refused {
    int count = of.getInteger("count", 1);
    String item = of.getString("item");
    if (item == null) {
      return new Matter(new QueueId(of.getString("queue")), null, count);
    }
    Optional<Item> found = items.item(new ItemId(item));
    if (found.isEmpty()) {
      throw new Refused(Problems.unknownItem(hall.slug(), item));
    }
    return new Matter(found.get().queue(), item, count);
  }

  private Person person(JsonObject body) throws Refused {
    PersonClass said =
        PersonClass.valueOf(body.getString("class", "ordinary").toUpperCase(Locale.ROOT));
    if (said != PersonClass.ORDINARY && !byStaff) {
      throw new Refused(
          AccountProblems.notAllowed(
              "a guide, clerk or manager for the class " + body.getString("class"),
              "an account that gives numbers only",
              "read the identity card for the age, or ask at the guide desk"));
    }
    JsonObject identity = body.getJsonObject("identity");
    boolean elderly = identity != null && isElderly(identity.getString("idNumber"));
    return said == PersonClass.ORDINARY && elderly
        ? new Person(PersonClass.ELDERLY, BY_CARD)
        : new Person(said, body.getString("reason"));
  }

  private boolean isElderly(String number) throws Refused {
    int age;
    try {
      age = ResidentNumber.parse(number).ageOn(at.atZone(hall.zone()).toLocalDate());
    } catch (IllegalArgumentException wrong) {
      throw invalid("identity.idNumber: " + wrong.getMessage());
    }
    if (age < 0) {
      throw invalid("identity.idNumber: expected a birthday that has been, found a later one");
    }
    return age >= hall.policy().elderlyFromAge();
  }

  private static List<String> named(JsonObject body, String... names) {
    List<String> named = new ArrayList<>(names.length);
    for (String name : names) {
      if (body.containsKey(name)) {
        named.add(name);
      }
    }
    return named;
  }

  private static String words(List<String> names) {
    return names.isEmpty() ? "none" : String.join(" and ", names);
  }

  private static Refused invalid(String detail) {
    return new Refused(HttpProblems.invalidRequest(detail));
  }
}
