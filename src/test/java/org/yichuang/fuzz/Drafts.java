package org.yichuang.fuzz;

import com.github.curiousoddman.rgxgen.RgxGen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Valid requests from the schemas: what exists where answers named it, else whatever fits. Shrinks
 * as jqwik shrinks.
 */
public final class Drafts {
  private static final Object LEFT_OUT = new Object();
  private static final int DEEPEST = 6;
  private final FuzzContract contract;
  private final Seen seen;
  private final Map<String, RgxGen> texts = new HashMap<>();
  private final Map<String, Pattern> patterns = new HashMap<>();

  public Drafts(FuzzContract contract, Seen seen) {
    this.contract = contract;
    this.seen = seen;
  }

  /** Valid requests of an operation, by what is known now. */
  public Arbitrary<Draft> of(FuzzOperation operation) {
    JsonObject body = operation.body();
    return Combinators.combine(
            parameters(operation, "path"),
            parameters(operation, "query"),
            parameters(operation, "header"),
            body == null ? Arbitraries.just(LEFT_OUT) : value("", body, 0))
        .as(
            (path, query, headers, value) ->
                new Draft(operation, path, query, headers, value == LEFT_OUT ? null : value));
  }

  private Arbitrary<Map<String, Object>> parameters(FuzzOperation operation, String place) {
    List<String> names = new ArrayList<>();
    List<Arbitrary<Object>> values = new ArrayList<>();
    for (FuzzOperation.Parameter parameter : operation.in(place)) {
      names.add(parameter.name());
      values.add(
          perhaps(parameter.required(), value(parameter.name(), parameter.schema(), DEEPEST)));
    }
    return together(names, values);
  }

  private static Arbitrary<Map<String, Object>> together(
      List<String> names, List<Arbitrary<Object>> values) {
    return Combinators.combine(values)
        .as(
            drawn -> {
              Map<String, Object> all = new LinkedHashMap<>();
              for (int i = 0; i < drawn.size(); i++) {
                if (drawn.get(i) != LEFT_OUT) {
                  all.put(names.get(i), drawn.get(i));
                }
              }
              return all;
            });
  }

  private static Arbitrary<Object> perhaps(boolean required, Arbitrary<Object> value) {
    return required
        ? value
        : Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(LEFT_OUT)), Tuple.of(1, value));
  }

  private Arbitrary<Object> value(String name, JsonObject named, int depth) {
    JsonObject schema = contract.resolved(named);
    if (schema.containsKey("const")) {
      return Arbitraries.just(schema.getValue("const"));
    }
    if (schema.containsKey("enum")) {
      return Arbitraries.of(schema.getJsonArray("enum").stream().toList()).map(one -> one);
    }
    if (schema.getValue("type") instanceof JsonArray) {
      return Arbitraries.of("08:00", 3);
    }
    return switch (schema.getString("type")) {
      case "object" -> object(schema, depth);
      case "array" -> array(name, schema, depth);
      case "boolean" -> Arbitraries.of(true, false).map(one -> one);
      case "integer" -> known(name, schema, integer(schema));
      case "string" -> known(name, schema, text(schema));
      default -> throw new IllegalStateException("no values for " + schema);
    };
  }

  /** What is of several kinds is mostly as an example has it: kind and values belong together. */
  private Arbitrary<Object> object(JsonObject schema, int depth) {
    List<Arbitrary<Object>> forms = new ArrayList<>();
    List<Object> whole = new ArrayList<>();
    for (Object example : schema.getJsonArray("examples", new JsonArray())) {
      if (depth > 0 && ((JsonObject) example).containsKey("kind")) {
        whole.add(((JsonObject) example).copy().getMap());
      }
      Set<String> names = ((JsonObject) example).fieldNames();
      forms.add(object(schema, depth, names::contains, true));
    }
    Arbitrary<Object> any = object(schema, depth, name -> true, false);
    return forms.isEmpty()
        ? any
        : Arbitraries.frequencyOf(
            Tuple.of(1, any),
            Tuple.of(2, Arbitraries.oneOf(forms)),
            Tuple.of(
                whole.isEmpty() ? 0 : 9,
                whole.isEmpty() ? any : Arbitraries.of(whole).map(Site::copy)));
  }

  /** With these properties: all of them, or some. */
  private Arbitrary<Object> object(
      JsonObject schema, int depth, Predicate<String> with, boolean all) {
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    JsonObject properties = schema.getJsonObject("properties");
    List<String> names = new ArrayList<>();
    List<Arbitrary<Object>> values = new ArrayList<>();
    int least = schema.getInteger("minProperties", 0);
    for (String name : properties.fieldNames()) {
      boolean needed = required.contains(name) || names.size() < least || (all && with.test(name));
      if (needed || (depth < DEEPEST && with.test(name))) {
        names.add(name);
        values.add(perhaps(needed, value(name, properties.getJsonObject(name), depth + 1)));
      }
    }
    return together(names, values).map(map -> map);
  }

  private Arbitrary<Object> array(String name, JsonObject schema, int depth) {
    int least = schema.getInteger("minItems", 0);
    int most = Math.min(schema.getInteger("maxItems", 3), Math.max(1, least) + 2);
    return value(Seen.singular(name), schema.getJsonObject("items"), depth + 1)
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(list -> list);
  }

  private static Arbitrary<Object> integer(JsonObject schema) {
    int least = schema.getInteger("minimum", 0);
    return Arbitraries.integers()
        .between(
            least,
            (int)
                Math.min(
                    Integer.MAX_VALUE, schema.getLong("maximum", (long) Math.max(least, 1_000))))
        .map(number -> number);
  }

  private Arbitrary<Object> text(JsonObject schema) {
    String pattern = schema.getString("pattern");
    if (pattern != null) {
      RgxGen generator = texts.computeIfAbsent(pattern, RgxGen::parse);
      return Arbitraries.randomValue(generator::generate).map(text -> text);
    }
    String format = schema.getString("format", "");
    return switch (format) {
      case "date-time" ->
          Arbitraries.longs()
              .between(1_700_000_000, 1_900_000_000)
              .map(seconds -> Instant.ofEpochSecond(seconds).toString());
      case "date" ->
          Arbitraries.longs().between(20_000, 21_500).map(d -> LocalDate.ofEpochDay(d).toString());
      case "" ->
          Arbitraries.strings()
              .excludeChars('\0')
              .ofMinLength(schema.getInteger("minLength", 0))
              .ofMaxLength(Math.min(300, schema.getInteger("maxLength", 300)))
              .filter(text -> text.codePoints().noneMatch(Drafts::surrogate))
              .map(text -> text);
      default -> throw new IllegalStateException("no texts of format " + format);
    };
  }

  private static boolean surrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private Arbitrary<Object> known(String name, JsonObject schema, Arbitrary<Object> others) {
    List<Object> same = seen.called(name, fits(schema));
    List<Object> any =
        schema.containsKey("pattern") || schema.containsKey("format")
            ? seen.any(fits(schema))
            : List.of();
    Object example = schema.getValue("example");
    return Arbitraries.frequencyOf(
        Tuple.of(2, others),
        Tuple.of(example == null ? 0 : 2, example == null ? others : Arbitraries.just(example)),
        Tuple.of(any.isEmpty() ? 0 : 1, any.isEmpty() ? others : Arbitraries.of(any)),
        Tuple.of(same.isEmpty() ? 0 : 24, same.isEmpty() ? others : Arbitraries.of(same)));
  }

  private Predicate<Object> fits(JsonObject schema) {
    return value ->
        value instanceof String text
            ? schema.getString("type").equals("string") && fits(schema, text)
            : value instanceof Integer number
                && schema.getString("type").equals("integer")
                && number >= schema.getInteger("minimum", number)
                && number <= schema.getLong("maximum", (long) number);
  }

  private boolean fits(JsonObject schema, String text) {
    if (text.length() < schema.getInteger("minLength", 0)
        || text.length() > schema.getInteger("maxLength", Integer.MAX_VALUE)) {
      return false;
    }
    if (schema.containsKey("pattern")) {
      return patterns
          .computeIfAbsent(schema.getString("pattern"), Pattern::compile)
          .matcher(text)
          .find();
    }
    try {
      return switch (schema.getString("format", "")) {
        case "date-time" -> !Instant.parse(text).equals(Instant.MIN);
        case "date" -> !LocalDate.parse(text).equals(LocalDate.MIN);
        default -> true;
      };
    } catch (DateTimeParseException another) {
      return false;
    }
  }

  /** A text that the pattern forbids, if there is one. */
  String notMatching(String pattern, Random dice) {
    for (int attempt = 0; attempt < 10; attempt++) {
      String text = texts.computeIfAbsent(pattern, RgxGen::parse).generateNotMatching(dice);
      if (!patterns.computeIfAbsent(pattern, Pattern::compile).matcher(text).find()) {
        return text;
      }
    }
    return "";
  }
}
