package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/** What operators are given works with a running server. */
class OperationsIT {
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:yichuang|jvm|process|system)_[a-z0-9_]+");

  private static Set<String> metrics(List<JsonNode> expressions) {
    return expressions.stream()
        .flatMap(text -> METRIC.matcher(text.asText()).results())
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_visit_leaves_every_metric_of_the_dashboard_and_the_alerts_and_the_image_is_healthy()
      throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    Halls.create(database, "visit", 1);
    try (TestServer server = TestServer.start(database, "operations-it")) {
      HallClient admin = new HallClient(server.base(), "visit", "admin");
      assertEquals(200, admin.window("T1", "open").status());
      assertEquals(201, admin.issue("all").status());
      assertEquals(200, admin.window("T1", "call-next").status());
      assertEquals(200, admin.window("T1", "start").status());
      assertEquals(200, admin.complete("T1").status());
      HttpRequest read = HttpRequest.newBuilder(URI.create(server.metrics())).build();
      String shown = HttpClient.newHttpClient().send(read, BodyHandlers.ofString()).body();
      Set<String> there =
          shown
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.replaceAll("[{ ].*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      JsonNode dashboard = new ObjectMapper().readTree(Path.of("docs/grafana.json").toFile());
      JsonNode alerts = new YAMLMapper().readTree(Path.of("docs/alerts.yaml").toFile());
      Set<String> used = metrics(dashboard.findValues("expr"));
      assertTrue(used.size() > 20, used::toString);
      used.addAll(metrics(alerts.findValues("expr")));
      used.removeAll(there);
      assertEquals(Set.of(), used, shown);
      for (String value :
          List.of(
              "yichuang_halls_owned 3.0",
              "yichuang_halls_serving 3.0",
              "yichuang_halls_quarantined 0.0")) {
        assertTrue(shown.contains("\n" + value + "\n"), value);
      }
      for (String limit :
          List.of(
              "waiting-for-readers",
              "waiting-for-people",
              "waiting-for-appointments",
              "waiting-for-herd",
              "turns-of-herd",
              "turns-of-cases")) {
        assertTrue(shown.contains("\nyichuang_limit_used{limit=\"" + limit + "\"} 0.0\n"), shown);
      }
      assertTrue(shown.contains("\nyichuang_limit_used{limit=\"access-log\"} "), shown);
      Matcher days = Pattern.compile("\nyichuang_partition_days (\\S+)").matcher(shown);
      assertTrue(days.find() && Double.parseDouble(days.group(1)) > 27, shown);
      int port = URI.create(server.base()).getPort();
      assertEquals(0, healthCheck(port));
      assertEquals(143, server.stop());
      assertEquals(1, healthCheck(port));
    }
  }

  /** As the image's engine does. */
  private static int healthCheck(int port) throws Exception {
    List<String> words =
        new ObjectMapper()
            .convertValue(
                OperationsTest.instruction("HEALTHCHECK"),
                new com.fasterxml.jackson.core.type.TypeReference<List<String>>() {});
    ProcessBuilder check = new ProcessBuilder(words);
    check.environment().put("YICHUANG_HTTP_PORT", String.valueOf(port));
    return check
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
