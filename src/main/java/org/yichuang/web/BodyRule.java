package org.yichuang.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of an operation's body. Confined to one event loop.
 *
 * <p>The validator is made once: making one copies every schema of the contract.
 */
final class BodyRule {
  private static final int MAX_ERRORS = 3;

  /** The end of the validator's words for a property that is unknown, or is not as it must be. */
  private static final String UNKNOWN_PROPERTY = "does not match additional properties schema";

  /** Its words for whatever has a part that is not as it must be. */
  private static final Pattern OF_A_PART =
      Pattern.compile(
          "A subschema had errors|Items did not match schema"
              + "|Property \".*\" does not match (additional properties )?schema",
          Pattern.DOTALL);

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxNumberLength(40)
                          .maxNameLength(200)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Object.class);

  /** A body, or why there is none. */
  sealed interface Read {
    record Body(JsonObject json) implements Read {}

    record Bad(Problem problem) implements Read {}
  }

  private final Validator validator;
  private final @Nullable RepeatedBodies repeated;

  /**
   * @param repeats whether the same bodies come again and again
   */
  BodyRule(Validator validator, boolean repeats) {
    this.validator = validator;
    repeated = repeats ? new RepeatedBodies() : null;
  }

  /** The body; who gets it only reads it. */
  Read read(HttpServerRequest request, Buffer raw) {
    Problem type = contentType(request);
    if (type != null) {
      return new Read.Bad(type);
    }
    if (repeated == null) {
      return read(raw.getBytes());
    }
    JsonObject known = repeated.find(raw);
    if (known != null) {
      return new Read.Body(known);
    }
    Read read = read(raw.getBytes());
    if (read instanceof Read.Body body) {
      repeated.keep(raw, body.json());
    }
    return read;
  }

  private Read read(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return new Read.Bad(HttpProblems.invalidText("the body"));
      }
    }
    Object parsed;
    try {
      parsed = READER.readValue(bytes);
    } catch (MismatchedInputException e) {
      return new Read.Bad(HttpProblems.malformedJson("nothing, or more than one value"));
    } catch (JsonProcessingException e) {
      return new Read.Bad(HttpProblems.malformedJson(place(e)));
    } catch (IOException e) {
      return new Read.Bad(HttpProblems.malformedJson("bytes that are not UTF-8"));
    }
    if (!(parsed instanceof Map<?, ?> map)) {
      return new Read.Bad(HttpProblems.malformedJson("another value"));
    }
    String bad = PlainText.firstBad(map);
    if (bad != null) {
      return new Read.Bad(HttpProblems.invalidText(bad));
    }
    JsonObject json = object(map);
    OutputUnit output = validator.validate(json);
    if (!output.getValid()) {
      return new Read.Bad(HttpProblems.invalidRequest(said(output.getErrors())));
    }
    Problem personal = RecordedTexts.refusal(map);
    return personal == null ? new Read.Body(json) : new Read.Bad(personal);
  }

  /** Where reading ended, and none of the parser's own words: they name classes. */
  private static String place(JsonProcessingException mistake) {
    JsonLocation at = mistake.getLocation();
    return at == null
        ? "one that is too deep, or a name or number that is too long"
        : "something else in line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static @Nullable Problem contentType(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return HttpProblems.unsupportedContentType("the encoding " + encoding);
    }
    String found = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (ApiJson.CONTENT_TYPE.equals(found)) {
      return null;
    }
    if (found == null) {
      return HttpProblems.unsupportedContentType("no Content-Type");
    }
    String[] parts = found.toLowerCase(Locale.ROOT).split(";", 10);
    boolean json = parts[0].strip().equals(ApiJson.CONTENT_TYPE);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    return json ? null : HttpProblems.unsupportedContentType(found);
  }

  @SuppressWarnings("unchecked")
  private static JsonObject object(Map<?, ?> map) {
    return new JsonObject((Map<String, Object>) map);
  }

  private static String said(@Nullable List<OutputUnit> errors) {
    return telling(errors == null ? List.of() : errors.reversed()).stream()
        .limit(MAX_ERRORS)
        .map(error -> place(error) + ": " + words(error))
        .collect(Collectors.joining("; ", "expected a body of the contract, found ", ""));
  }

  /**
   * Those that say more than that a part of them was wrong, which stands among them too. As many
   * steps as there are errors: a small body can have thousands.
   */
  private static List<OutputUnit> telling(List<OutputUnit> errors) {
    List<OutputUnit> said = errors.stream().filter(error -> error.getError() != null).toList();
    Set<String> explained = new HashSet<>();
    for (OutputUnit error : said) {
      String place = place(error);
      if (saysItself(error)) {
        explained.add(place);
      }
      for (int end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
        explained.add(place.substring(0, end));
      }
    }
    List<OutputUnit> telling =
        said.stream()
            .filter(
                error ->
                    saysItself(error)
                        || (isUnknownProperty(error) && !explained.contains(place(error))))
            .limit(MAX_ERRORS)
            .toList();
    return telling.isEmpty() ? said : telling;
  }

  private static boolean saysItself(OutputUnit error) {
    return !OF_A_PART.matcher(error.getError()).matches();
  }

  private static boolean isUnknownProperty(OutputUnit error) {
    return error.getError().endsWith(UNKNOWN_PROPERTY);
  }

  private static String words(OutputUnit error) {
    return isUnknownProperty(error) ? "a property that it does not have" : error.getError();
  }

  private static String place(OutputUnit error) {
    String place = error.getInstanceLocation();
    if (place == null || place.equals("#")) {
      return "body";
    }
    return place.startsWith("#/") ? place.substring(2) : place;
  }
}
