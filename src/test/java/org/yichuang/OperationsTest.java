package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yichuang.settings.Settings;

/** What operators are given agrees with the program. */
class OperationsTest {
  private static final Path OPERATIONS = Path.of("docs/operations.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(YICHUANG_[A-Z_]+)` \\| (\\S+) \\|[^|]*\\| [^|]+ \\|$");

  private static Map<String, String> table() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    for (String line : Files.readAllLines(OPERATIONS)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        defaults.put(row.group(1), row.group(2));
      }
    }
    return defaults;
  }

  @Test
  void the_table_names_every_variable_with_its_default_and_no_other() throws Exception {
    Map<String, String> known = new TreeMap<>();
    for (String line : Settings.from(Map.of()).listing()) {
      String[] parts = line.split(" = ", 2);
      known.put(
          parts[0],
          parts[1].equals("(not set)") ? "–" : "`" + parts[1].replace(" (default)", "") + "`");
    }
    assertEquals(known, table());
  }

  @Test
  void every_command_of_the_program_is_described() throws IOException {
    String operations = Files.readString(OPERATIONS);
    for (String line : Commands.USAGE.lines().toList()) {
      Matcher command = Pattern.compile("^(?:usage: |       )([a-z-]+)").matcher(line);
      if (command.find() && !command.group(1).equals("rehearse")) {
        assertTrue(operations.contains("| `" + command.group(1)), command.group(1));
      }
    }
  }

  private static List<JsonNode> kubernetes() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(Path.of("docs/kubernetes.yaml").toFile())) {
      return documents.readAll();
    }
  }

  @Test
  void the_manifest_sets_only_what_the_program_takes() throws Exception {
    JsonNode set = of(kubernetes(), "StatefulSet");
    JsonNode container = set.at("/spec/template/spec/containers/0");
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode variable : container.path("env")) {
      environment.put(
          variable.path("name").asText(),
          variable.has("value") ? variable.path("value").asText() : "10.0.0.7");
    }
    environment.put("YICHUANG_DATABASE_PASSWORD", "from-the-secret");
    environment.put("YICHUANG_MIGRATION_PASSWORD", "from-the-secret");
    environment.put("YICHUANG_SECRET_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    environment.put("YICHUANG_PERSON_KEYS", "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    Settings settings = Settings.from(environment);
    assertEquals(settings.http().port(), container.at("/ports/0/containerPort").asInt());
    assertEquals(set.at("/spec/replicas").asInt(), settings.cluster().members().size());
    assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean());
    assertTrue(set.at("/spec/template/spec/securityContext/runAsNonRoot").asBoolean());
    assertEquals(
        List.of("/health/live", "/health/live", "/health/ready"),
        List.of("startupProbe", "livenessProbe", "readinessProbe").stream()
            .map(probe -> container.at("/" + probe + "/httpGet/path").asText())
            .toList());
    for (JsonNode document : kubernetes()) {
      assertTrue(
          document.path("apiVersion").isTextual() && document.at("/metadata/name").isTextual());
    }
  }

  @Test
  void the_manifest_lets_strangers_to_http_alone() throws IOException {
    List<JsonNode> documents = kubernetes();
    JsonNode policy = of(documents, "NetworkPolicy");
    JsonNode pods = of(documents, "StatefulSet").at("/spec/template");
    assertEquals(pods.at("/metadata/labels"), policy.at("/spec/podSelector/matchLabels"));
    List<String> declared = new ArrayList<>();
    pods.at("/spec/containers/0/ports").forEach(port -> declared.add(port.path("name").asText()));
    List<String> open = new ArrayList<>();
    for (JsonNode rule : policy.at("/spec/ingress")) {
      rule.path("ports").forEach(port -> assertTrue(declared.contains(port.path("port").asText())));
      if (!rule.has("from")) {
        rule.path("ports").forEach(port -> open.add(port.path("port").asText()));
      }
    }
    assertEquals(List.of("http"), open);
  }

  private static JsonNode of(List<JsonNode> documents, String kind) {
    return documents.stream()
        .filter(document -> document.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_image_runs_with_the_flags_of_the_build() throws IOException {
    Matcher flags =
        Pattern.compile("<jvm.flags>(.*)</jvm.flags>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(flags.find());
    JsonNode entry = instruction("ENTRYPOINT");
    List<String> words = new ArrayList<>();
    entry.forEach(word -> words.add(word.asText()));
    assertEquals("java", words.removeFirst());
    assertEquals(Arrays.asList(flags.group(1).split(" ")), words.subList(0, words.indexOf("-cp")));
    assertEquals("org.yichuang.Main", words.getLast());
  }

  /** The JSON form of an instruction of the last stage. */
  static JsonNode instruction(String name) throws IOException {
    String joined =
        Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\n", "").replace("\\\n", "");
    Matcher found = Pattern.compile("(?m)^" + name + "[^\\[]*(\\[.*\\])$").matcher(joined);
    assertTrue(found.find(), joined);
    return new ObjectMapper().readTree(found.group(1));
  }
}
