package org.yichuang.settings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Map<String, String> EXTERNAL =
      Map.of(
          "YICHUANG_DATABASE_URL", "postgresql://db.example:5433/hall",
          "YICHUANG_DATABASE_USER", "app",
          "YICHUANG_DATABASE_PASSWORD", "secret-app",
          "YICHUANG_MIGRATION_USER", "owner",
          "YICHUANG_MIGRATION_PASSWORD", "secret-owner",
          "YICHUANG_SECRET_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
          "YICHUANG_PERSON_KEYS", "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

  @Test
  void without_any_variable_it_is_the_demonstration_on_loopback() throws StartRefused {
    Settings settings = Settings.from(Map.of());
    assertTrue(settings.demonstration().on());
    assertTrue(settings.external().isEmpty());
    assertEquals(new Settings.Http("127.0.0.1", 8080), settings.http());
    assertEquals(1, settings.cluster().minimumMembers());
    assertFalse(settings.cluster().portFixed());
  }

  @Test
  void an_external_database_means_no_demonstration() throws StartRefused {
    Settings settings = Settings.from(EXTERNAL);
    assertFalse(settings.demonstration().on());
    Settings.External external = settings.external().orElseThrow();
    assertEquals("db.example", external.host());
    assertEquals(5433, external.port());
    assertEquals("hall", external.database());
  }

  @Test
  void secrets_are_not_printed() throws StartRefused {
    Map<String, String> environment = new HashMap<>(EXTERNAL);
    environment.put("YICHUANG_ADMIN_PASSWORD", "secret-admin");
    String printed = Settings.from(environment).toString();
    assertFalse(printed.contains("secret-"), printed);
    assertFalse(printed.contains("MDEyMzQ1"), printed);
  }

  @Test
  void what_holds_is_listed_by_name_without_secrets() throws StartRefused {
    Map<String, String> environment = new HashMap<>(EXTERNAL);
    environment.put("YICHUANG_ADMIN_PASSWORD", "secret-admin");
    environment.put("YICHUANG_HTTP_PORT", "8081");
    List<String> listing = Settings.from(environment).listing();
    for (String line :
        new String[] {
          "YICHUANG_HTTP_PORT = 8081",
          "YICHUANG_HTTP_HOST = 127.0.0.1 (default)",
          "YICHUANG_DATABASE_URL = postgresql://db.example:5433/hall",
          "YICHUANG_DATABASE_USER = app",
          "YICHUANG_DATABASE_PASSWORD = (set)",
          "YICHUANG_ADMIN_PASSWORD = (set)",
          "YICHUANG_SECRET_KEY = (set)",
          "YICHUANG_PERSON_KEYS = (set)",
          "YICHUANG_TLS_KEY = (not set)"
        }) {
      assertTrue(listing.contains(line), line + " in " + listing);
    }
    assertEquals(listing.stream().sorted().toList(), listing);
    assertFalse(listing.toString().contains("secret-"), listing::toString);
    assertFalse(listing.toString().contains("MDEyMzQ1"), listing::toString);
  }

  @Test
  void the_first_of_two_secret_keys_seals_and_neither_is_printed() throws StartRefused {
    String other = Base64.getEncoder().encodeToString("-".repeat(32).getBytes(US_ASCII));
    Settings settings =
        Settings.from(
            Map.of(
                "YICHUANG_SECRET_KEY", other + " , MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
    SecretKeys keys = settings.secret().orElseThrow();
    assertEquals("-".repeat(32), new String(keys.bytes()[0], US_ASCII));
    assertEquals(2, keys.bytes().length);
    assertEquals(other + ",MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", keys.spelled());
    assertFalse(settings.toString().contains(other), settings::toString);
    assertTrue(settings.listing().contains("YICHUANG_SECRET_KEY = (set)"));
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          YICHUANG_HTTP_PORT      | 70000        | YICHUANG_HTTP_PORT: expected a number of 0…65535, found 70000
          YICHUANG_HTTP_PORT      | http         | YICHUANG_HTTP_PORT: expected a number of 0…65535, found http
          YICHUANG_HTTP_HOST      | 0.0.0.0      | YICHUANG_HTTP_HOST: expected a loopback address
          YICHUANG_DEMO           | yes          | YICHUANG_DEMO: expected true or false, found yes
          YICHUANG_DEMO_PASSWORD  | short        | YICHUANG_DEMO_PASSWORD: expected 8…128 characters, found 5
          YICHUANG_SECRET_KEY     | !!           | YICHUANG_SECRET_KEY: expected base64, found something else
          YICHUANG_SECRET_KEY     | c2hvcnQ=     | YICHUANG_SECRET_KEY: expected 32 bytes or more in base64, found 5
          YICHUANG_SECRET_KEY     | MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,c2hvcnQ= | YICHUANG_SECRET_KEY: expected 32 bytes or more in base64, found 5
          YICHUANG_SECRET_KEY     | MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= | YICHUANG_SECRET_KEY: expected two different keys, found the same twice
          YICHUANG_SECRET_KEY     | a,b,c | YICHUANG_SECRET_KEY: expected one key, or two with a comma between them, found 3
          YICHUANG_PERSON_KEYS    | c2hvcnQ=     | YICHUANG_PERSON_KEYS: expected id:base64 with commas between them, found a part without a colon
          YICHUANG_PERSON_KEYS    | k1:c2hvcnQ=  | expected 32 bytes in base64 for the key k1, found 5
          YICHUANG_PERSON_KEYS    | k1:!!        | expected base64 behind the colon, found something else
          YICHUANG_PERSON_KEYS    | K1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= | expected a key's id of 1…16 small letters, digits and hyphens
          YICHUANG_PERSON_KEYS    | k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= | expected each id once, found twice k1
          YICHUANG_DATABASE_URL   | mysql://x/y  | YICHUANG_DATABASE_URL: expected postgresql://host:port/database
          YICHUANG_DATABASE_URL   | postgresql://a:b@x/y | found postgresql://…@x/y
          YICHUANG_DATABASE_URL   | postgresql://x/y?sslmode=require | without a user or options, found postgresql://x/y?sslmode=require
          YICHUANG_DATABASE_URL   | postgresql://x/y?sslmode | without a user or options, found postgresql://x/y?sslmode
          YICHUANG_HTTP_PROXIES   | proxy.local  | YICHUANG_HTTP_PROXIES: expected IP addresses with commas between them, found proxy.local
          YICHUANG_HTTP_PROXIES   | 10.0.0.1,    | found 10.0.0.1,
          YICHUANG_HTTP_PROXIES   | 10.0.0.1 , 10.0.0.256 | found 10.0.0.1 , 10.0.0.256
          YICHUANG_ACCOUNT_RATE   | 0            | expected a number of 1…1000000, found 0
          YICHUANG_METRICS_PORT   | -1           | YICHUANG_METRICS_PORT: expected a number of 0…65535, found -1
          YICHUANG_METRICS_HOST   | 127.0.0.1    | YICHUANG_METRICS_PORT: expected a port beside YICHUANG_METRICS_HOST, found none
          YICHUANG_LOG            | xml          | YICHUANG_LOG: expected text or json, found xml
          YICHUANG_ACCESS_LOG     | 1            | YICHUANG_ACCESS_LOG: expected true or false, found 1
          YICHUANG_HTP_PORT       | 80           | YICHUANG_HTP_PORT: expected a variable of this server, found an unknown one; did you mean YICHUANG_HTTP_PORT?
          YICHUANG_DATABASE_USER  | app          | YICHUANG_DATABASE_USER: expected YICHUANG_DATABASE_URL beside it, found none
          YICHUANG_CLUSTER_MINIMUM_MEMBERS | 0   | expected a number of 1…100, found 0
          """)
  void a_wrong_value_is_named_with_what_was_expected(String name, String value, String problem) {
    StartRefused refused =
        assertThrows(StartRefused.class, () -> Settings.from(Map.of(name, value)));
    assertTrue(String.valueOf(refused.getMessage()).contains(problem), refused.getMessage());
  }

  @Test
  void a_file_says_the_same_and_the_environment_wins(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("server.env");
    Files.writeString(
        file,
        """
        # two ports
        YICHUANG_HTTP_PORT=8081

        YICHUANG_METRICS_PORT=9100
        YICHUANG_ADMIN_PASSWORD=pass=word#1
        """);
    Settings settings =
        Settings.from(Map.of("YICHUANG_CONFIG", file.toString(), "YICHUANG_METRICS_PORT", "9200"));
    assertEquals(8081, settings.http().port());
    assertEquals(9200, settings.edge().metrics().orElseThrow().port());
    assertEquals("pass=word#1", settings.firstAdmin().orElseThrow().value());
    assertTrue(
        settings.listing().contains("YICHUANG_HTTP_PORT = 8081 (" + file + ":2)"),
        settings.listing()::toString);
    assertTrue(
        settings.listing().contains("YICHUANG_METRICS_PORT = 9200"), settings.listing()::toString);
    assertFalse(settings.toString().contains("pass=word"), settings::toString);
  }

  @Test
  void problems_of_a_file_name_its_lines(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("server.env");
    Files.writeString(
        file,
        """
        YICHUANG_HTTP_PORT=http
        export YICHUANG_LOG=json
        YICHUANG_ACCOUNT_RATES=5
        YICHUANG_LOG=json
        YICHUANG_LOG=text
        YICHUANG_CONFIG=other.env
        YICHUANG_DEMO_PASSWORD=short
        """);
    String message =
        String.valueOf(
            assertThrows(
                    StartRefused.class,
                    () -> Settings.from(Map.of("YICHUANG_CONFIG", file.toString())))
                .getMessage());
    assertEquals(
        List.of(
            ":2: expected YICHUANG_…=value, found something else",
            ":5: YICHUANG_LOG: expected once, found at " + file + ":4 too",
            ":6: YICHUANG_CONFIG: expected in the environment alone",
            ":1: YICHUANG_HTTP_PORT: expected a number of 0…65535, found http",
            ":7: YICHUANG_DEMO_PASSWORD: expected 8…128 characters, found 5",
            ":3: YICHUANG_ACCOUNT_RATES: expected a variable of this server, found an unknown one;"
                + " did you mean YICHUANG_ACCOUNT_RATE?"),
        message.lines().map(line -> line.substring(file.toString().length())).toList());
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    String message =
        String.valueOf(
            assertThrows(
                    StartRefused.class, () -> Settings.from(Map.of("YICHUANG_CONFIG", "no.env")))
                .getMessage());
    assertEquals(
        "YICHUANG_CONFIG: expected a file that can be read, found none at no.env", message);
  }

  @Test
  void all_problems_are_told_at_once() {
    StartRefused refused =
        assertThrows(
            StartRefused.class,
            () ->
                Settings.from(
                    Map.of(
                        "YICHUANG_DATABASE_URL", "postgresql://db/hall",
                        "YICHUANG_HTTP_PORT", "x")));
    String message = String.valueOf(refused.getMessage());
    for (String name :
        new String[] {
          "YICHUANG_DATABASE_USER",
          "YICHUANG_MIGRATION_PASSWORD",
          "YICHUANG_HTTP_PORT",
          "YICHUANG_SECRET_KEY",
          "YICHUANG_PERSON_KEYS"
        }) {
      assertTrue(message.contains(name + ":"), message);
    }
  }
}
