package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.catalogue.CentreRefusal;
import org.yichuang.hall.Refusal;
import org.yichuang.live.LiveLimits;
import org.yichuang.people.AccountRefusal;
import org.yichuang.persons.PersonReading;
import org.yichuang.persons.PersonRefusal;

/** Whether a stranger's program could be written from the contract alone. */
class ContractCompletenessTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern SLUG = Pattern.compile("`([a-z]+(?:-[a-z]+)*)`");

  /** What can be wrong with people while a case is registered. */
  private static final Set<PersonRefusal.Reason> OF_APPLICATIONS =
      EnumSet.range(PersonRefusal.Reason.INVALID_NAME, PersonRefusal.Reason.INVALID_SUBJECT);

  private static final Pattern BOOKING =
      Pattern.compile("notBooked\\(\\s*\"([a-z-]+)\"", Pattern.DOTALL);

  private final JsonNode contract = read("openapi.yaml");
  private final JsonNode sockets = read("asyncapi.yaml");

  private static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(RESOURCES.resolve(file).toFile());
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private record Operation(String id, JsonNode node) {}

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    contract
        .get("paths")
        .forEach(
            path ->
                path.properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .map(Map.Entry::getValue)
                    .map(node -> new Operation(node.get("operationId").asText(), node))
                    .forEach(operations::add));
    return operations;
  }

  /** What a reference leads to, or the node itself. */
  private JsonNode followed(JsonNode node) {
    return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Every problem the edge can make, with its status. */
  private static Map<String, Integer> problems() throws Exception {
    Map<String, Integer> statuses = new TreeMap<>();
    for (Method method : waysToRefuse()) {
      boolean open = Modifier.isStatic(method.getModifiers()) && !method.isSynthetic();
      if (open && method.getReturnType() == Problem.class && !takesItsSlug(method)) {
        method.setAccessible(true);
        Object[] arguments =
            Stream.of(method.getParameterTypes())
                .map(ContractCompletenessTest::something)
                .toArray();
        Problem problem = (Problem) method.invoke(null, arguments);
        statuses.put(problem.slug(), problem.status());
      }
    }
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      Problem problem = Problems.refused(new Refusal(reason, "a", "b", "c"));
      statuses.put(problem.slug(), problem.status());
    }
    for (CentreRefusal.Reason reason : CentreRefusal.Reason.values()) {
      Problem problem = AccountProblems.refused(new CentreRefusal(reason, "a", "b", "c"));
      statuses.put(problem.slug(), problem.status());
    }
    for (AccountRefusal.Reason reason : AccountRefusal.Reason.values()) {
      Problem problem = AccountProblems.refused(new AccountRefusal(reason, "a", "b", "c"));
      statuses.put(problem.slug(), problem.status());
    }
    for (CaseRefusal.Reason reason : CaseRefusal.Reason.values()) {
      Problem problem = CaseProblems.refused(new CaseRefusal(reason, "a", "b", "c"));
      statuses.put(problem.slug(), problem.status());
    }
    for (PersonRefusal.Reason reason : OF_APPLICATIONS) {
      Problem problem = CaseProblems.unfit("applicant", List.of(wrong(reason)));
      statuses.put(problem.slug(), problem.status());
    }
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/yichuang/web"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Matcher booking = BOOKING.matcher(Files.readString(source));
        while (booking.find()) {
          statuses.put(
              booking.group(1), Problems.notBooked(booking.group(1), "title", "why").status());
        }
      }
    }
    return statuses;
  }

  /** Methods of whatever class of the package has problems in its name. */
  private static List<Method> waysToRefuse() throws Exception {
    List<Method> methods = new ArrayList<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/yichuang/web"))) {
      for (Path source :
          sources.filter(path -> path.toString().endsWith("Problems.java")).toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        methods.addAll(
            List.of(
                Class.forName(Problems.class.getPackageName() + "." + name).getDeclaredMethods()));
      }
    }
    assertTrue(methods.size() > 60, methods::toString);
    return methods;
  }

  private static boolean takesItsSlug(Method method) {
    return Set.of("notBooked", "unfit").contains(method.getName());
  }

  private static PersonReading.Wrong wrong(PersonRefusal.Reason reason) {
    return new PersonReading.Wrong("name", new PersonRefusal(reason, "a", "b", "c"));
  }

  private static Object something(Class<?> type) {
    if (type == String.class) {
      return "x";
    } else if (type == int.class) {
      return 1;
    } else if (type == long.class) {
      return 1L;
    } else if (type == Repeating.class) {
      return Repeating.READ;
    } else if (type == LocalDate.class) {
      return LocalDate.EPOCH;
    } else if (type == List.class) {
      return List.of("x");
    } else if (type == Set.class) {
      return Set.of();
    } else if (type == CaseNumber.class) {
      return new CaseNumber(TestHall.HALL, LocalDate.of(2026, 11, 23), 1);
    } else if (type == CaseRefusal.class) {
      return new CaseRefusal(CaseRefusal.Reason.WRONG_PHASE, "a", "b", "c");
    } else if (type == CentreRefusal.class) {
      return new CentreRefusal(CentreRefusal.Reason.UNKNOWN_CENTRE, "a", "b", "c");
    } else if (type == AccountRefusal.class) {
      return new AccountRefusal(AccountRefusal.Reason.NOT_ALLOWED, "a", "b", "c");
    } else if (type == Refusal.class) {
      return new Refusal(Refusal.Reason.TOO_SOON, "a", "b", "c");
    }
    throw new IllegalArgumentException("no example of " + type);
  }

  private static Set<String> slugs(String text) {
    Set<String> slugs = new TreeSet<>();
    SLUG.matcher(text).results().forEach(found -> slugs.add(found.group(1)));
    return slugs;
  }

  private void eachResponse(BiConsumer<String, Map.Entry<String, JsonNode>> action) {
    for (Operation operation : operations()) {
      operation
          .node()
          .get("responses")
          .properties()
          .forEach(
              response ->
                  action.accept(
                      operation.id(), Map.entry(response.getKey(), followed(response.getValue()))));
    }
  }

  @Test
  void every_problem_stands_in_an_operation_or_is_one_of_the_connection() throws Exception {
    Set<String> listed = new TreeSet<>();
    eachResponse((operation, response) -> listed.addAll(slugs(description(response.getValue()))));
    listed.addAll(slugs(contract.at("/info/description").asText()));
    sockets
        .get("channels")
        .forEach(channel -> listed.addAll(slugs(channel.get("description").asText())));
    Set<String> missing = new TreeSet<>(problems().keySet());
    missing.removeAll(listed);
    assertEquals(Set.of(), missing);
  }

  @Test
  void no_operation_lists_a_problem_that_does_not_exist_or_has_another_status() throws Exception {
    Map<String, Integer> problems = problems();
    List<String> wrong = new ArrayList<>();
    eachResponse(
        (operation, response) -> {
          if (isProblem(response.getValue())) {
            Set<String> slugs = slugs(description(response.getValue()));
            if (slugs.isEmpty()) {
              wrong.add(operation + " " + response.getKey() + " lists none");
            }
            for (String slug : slugs) {
              if (!Integer.valueOf(response.getKey()).equals(problems.get(slug))) {
                wrong.add(operation + " " + response.getKey() + " " + slug);
              }
            }
          }
        });
    assertEquals(List.of(), wrong);
  }

  @Test
  void an_example_of_a_problem_is_one_of_those_listed() {
    List<String> wrong = new ArrayList<>();
    eachResponse(
        (operation, response) -> {
          if (isProblem(response.getValue())) {
            JsonNode example =
                response.getValue().get("content").get(Problem.CONTENT_TYPE).path("example");
            String slug = example.path("type").asText().replace("/problems/", "");
            if (!slugs(description(response.getValue())).contains(slug)
                || !example.path("status").asText().equals(response.getKey())) {
              wrong.add(operation + " " + response.getKey() + " " + slug);
            }
          }
        });
    assertEquals(List.of(), wrong);
  }

  /**
   * What somebody types in their own words is checked for numbers of people, or a reason is here.
   */
  @Test
  void words_that_are_kept_for_good_are_refused_with_personal_data_in_them() {
    Set<String> unchecked = new TreeSet<>();
    for (Operation operation : operations()) {
      JsonNode body = operation.node().at("/requestBody/content/application~1json/schema");
      Set<String> words = new TreeSet<>();
      collectWords(followed(body), "", words);
      boolean refuses =
          slugs(description(followed(operation.node().at("/responses/422"))))
              .contains("personal-data");
      for (String place : words) {
        boolean checked = RecordedTexts.NAMES.contains(place.substring(place.lastIndexOf('/') + 1));
        assertTrue(refuses || !checked, operation.id() + " does not list personal-data");
        if (!checked) {
          unchecked.add(place);
        }
      }
    }
    Set<String> shownOnDisplays = Set.of("/zh", "/en");
    Set<String> givenByAnOffice = Set.of("/document/number", "/parcel");
    Set<String> nested = Set.of("/accept", "/decide", "/issue", "/deliver");
    unchecked.removeAll(shownOnDisplays);
    unchecked.removeIf(
        place ->
            givenByAnOffice.stream()
                .anyMatch(
                    end ->
                        place.equals(end)
                            || nested.stream().anyMatch(part -> place.equals(part + end))));
    assertEquals(Set.of(), unchecked);
  }

  /** Texts of no form but that something of them is seen. */
  private void collectWords(JsonNode schema, String place, Set<String> words) {
    String pattern = schema.path("pattern").asText();
    if (schema.path("type").asText().equals("string")
        && (pattern.equals("\\S") || pattern.equals("[^\\s\\p{Z}\\p{Cc}]"))) {
      words.add(place);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> collectWords(followed(each.getValue()), place + "/" + each.getKey(), words));
    if (schema.has("items")) {
      collectWords(followed(schema.get("items")), place, words);
    }
  }

  private static String description(JsonNode response) {
    return response.path("description").asText();
  }

  private static boolean isProblem(JsonNode response) {
    return response.path("content").has(Problem.CONTENT_TYPE);
  }

  @Test
  void what_an_operation_takes_and_answers_has_an_example() {
    List<String> without = new ArrayList<>();
    for (Operation operation : operations()) {
      JsonNode body = operation.node().path("requestBody").path("content").path("application/json");
      if (!body.isMissingNode() && !hasExample(body)) {
        without.add(operation.id() + " body");
      }
    }
    eachResponse(
        (operation, response) -> {
          JsonNode json = response.getValue().path("content").path(ApiJson.CONTENT_TYPE);
          if (!json.isMissingNode() && !hasExample(json)) {
            without.add(operation + " " + response.getKey());
          }
        });
    assertEquals(List.of(), without);
  }

  private boolean hasExample(JsonNode media) {
    return media.has("example")
        || media.has("examples")
        || followed(media.get("schema")).has("examples");
  }

  @Test
  void every_operation_says_what_it_does_under_a_tag_that_exists() {
    Set<String> tags = new HashSet<>();
    contract.get("tags").forEach(tag -> tags.add(tag.get("name").asText()));
    List<String> wrong = new ArrayList<>();
    for (Operation operation : operations()) {
      String tag = operation.node().path("tags").path(0).asText();
      if (!tags.contains(tag) || operation.node().path("summary").asText().isEmpty()) {
        wrong.add(operation.id());
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(operations().size() > 50, "the walk finds operations");
  }

  @Test
  void every_operation_names_the_answers_that_can_come_before_it_is_reached() {
    List<String> wrong = new ArrayList<>();
    for (Operation operation : operations()) {
      List<String> expected = new ArrayList<>(List.of("400", "405", "408", "413", "500"));
      boolean open = operation.node().path("security").isArray();
      if (!open) {
        expected.addAll(List.of("401", "429", "503"));
      }
      if (operation.node().has("requestBody")) {
        expected.add("415");
      }
      expected.removeIf(status -> operation.node().get("responses").has(status));
      if (!expected.isEmpty()) {
        wrong.add(operation.id() + " " + expected);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void no_parameter_of_a_path_could_be_a_name_that_stands_beside_it() {
    List<String> ambiguous = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    contract.get("paths").fieldNames().forEachRemaining(paths::add);
    for (String path : paths) {
      Matcher parameter = Pattern.compile("\\{([a-zA-Z]+)\\}").matcher(path);
      while (parameter.find()) {
        String before = path.substring(0, parameter.start());
        String pattern =
            contract
                .at("/components/parameters/" + parameter.group(1) + "/schema/pattern")
                .asText();
        paths.stream()
            .filter(other -> other.startsWith(before))
            .map(other -> other.substring(before.length()).split("/", 2)[0])
            .filter(name -> !name.isEmpty() && name.matches(pattern))
            .forEach(name -> ambiguous.add(before + name));
      }
    }
    assertEquals(List.of(), ambiguous);
  }

  @Test
  void every_close_code_of_a_socket_stands_in_its_contract() throws Exception {
    String source = Files.readString(Path.of("src/main/java/org/yichuang/live/LiveSocket.java"));
    String told = sockets.at("/info/description").asText();
    List<String> codes =
        Pattern.compile("static final short \\w+ = ([0-9]{4});")
            .matcher(source)
            .results()
            .map(code -> code.group(1))
            .toList();
    assertEquals(5, codes.size());
    assertEquals(List.of(), codes.stream().filter(code -> !told.contains(code)).toList());
    assertEquals(5, LiveLimits.DEFAULT.requestsPerHeartbeat());
    assertEquals(5_000, LiveLimits.DEFAULT.heartbeatMillis());
    assertTrue(told.contains("at most five times in\n   five seconds"), told);
  }

  @Test
  void every_text_list_and_number_of_both_contracts_has_a_limit() {
    List<String> without = new ArrayList<>();
    limits("", contract.at("/components/schemas"), without);
    limits("parameters", contract.at("/components/parameters"), without);
    for (Operation operation : operations()) {
      limits(operation.id(), operation.node().path("parameters"), without);
      limits(
          operation.id(),
          operation.node().path("requestBody").path("content").path("application/json"),
          without);
    }
    limits("sockets", sockets.at("/components"), without);
    assertEquals(List.of(), without);
  }

  private static void limits(String place, JsonNode node, List<String> without) {
    if (node.isObject() && node.path("type").isTextual()) {
      boolean limited =
          node.has("enum")
              || node.has("const")
              || switch (node.get("type").asText()) {
                case "string" -> node.has("maxLength") || node.has("pattern") || timed(node);
                case "array" -> node.has("maxItems");
                case "integer", "number" ->
                    (node.has("minimum") && node.has("maximum")) || node.has("format");
                default -> true;
              };
      if (!limited) {
        without.add(place + " " + node.get("type").asText());
      }
    }
    if (node.isContainerNode()) {
      node.properties().stream()
          .filter(field -> !Arrays.asList("example", "examples").contains(field.getKey()))
          .forEach(field -> limits(place + "/" + field.getKey(), field.getValue(), without));
      if (node.isArray()) {
        node.forEach(element -> limits(place + "/[]", element, without));
      }
    }
  }

  /** Its format is its limit. */
  private static boolean timed(JsonNode text) {
    return Set.of("date-time", "date", "duration", "time").contains(text.path("format").asText());
  }
}
