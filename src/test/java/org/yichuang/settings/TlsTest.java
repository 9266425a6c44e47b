package org.yichuang.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.PemFiles;

/** What is wrong with TLS files is said before anything starts. */
class TlsTest {
  private static final String CERTIFICATE = "YICHUANG_TLS_CERTIFICATE";
  private static final String KEY = "YICHUANG_TLS_KEY";
  @TempDir Path directory;

  private static Settings read(Path certificate, Path key) throws StartRefused {
    return Settings.from(Map.of(CERTIFICATE, certificate.toString(), KEY, key.toString()));
  }

  private static void assertRefused(Path certificate, Path key, String said) {
    StartRefused refused = assertThrows(StartRefused.class, () -> read(certificate, key));
    assertTrue(String.valueOf(refused.getMessage()).contains(said), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void a_certificate_and_its_key_are_taken(String algorithm) throws Exception {
    PemFiles files = PemFiles.make(directory, algorithm, 2);
    assertEquals(
        files.certificate(),
        read(files.certificate(), files.key()).edge().tls().orElseThrow().certificate());
  }

  @Test
  void the_key_of_another_certificate_is_refused() throws Exception {
    PemFiles mine = PemFiles.make(directory, "EC", 2);
    PemFiles other = PemFiles.make(Files.createDirectory(directory.resolve("o")), "EC", 2);
    PemFiles rsa = PemFiles.make(Files.createDirectory(directory.resolve("r")), "RSA", 2);
    assertRefused(
        mine.certificate(),
        other.key(),
        "expected the key of " + CERTIFICATE + ", found another one");
    assertRefused(mine.certificate(), rsa.key(), "found one that does not fit it");
  }

  @Test
  void a_certificate_that_is_over_is_refused() throws Exception {
    PemFiles old = PemFiles.make(directory, "EC", -1);
    assertRefused(
        old.certificate(),
        old.key(),
        "expected a certificate that is valid now, found one valid from");
  }

  @Test
  void other_files_are_refused_by_name() throws Exception {
    PemFiles files = PemFiles.make(directory, "EC", 2);
    Path nonsense = Files.writeString(directory.resolve("nonsense"), "nonsense");
    assertRefused(nonsense, files.key(), CERTIFICATE + ": expected a PEM certificate");
    assertRefused(files.certificate(), nonsense, KEY + ": expected an unencrypted PKCS#8 key");
    assertRefused(
        directory.resolve("no"), files.key(), CERTIFICATE + ": expected a file that can be read");
    assertRefused(
        files.certificate(), directory.resolve("no"), KEY + ": expected a file that can be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {CERTIFICATE, KEY})
  void one_without_the_other_is_refused(String name) {
    Map<String, String> environment = new HashMap<>(Map.of(name, "/x"));
    StartRefused refused = assertThrows(StartRefused.class, () -> Settings.from(environment));
    String other = name.equals(KEY) ? CERTIFICATE : KEY;
    assertTrue(String.valueOf(refused.getMessage()).startsWith(other + ": expected a PEM file"));
  }
}
