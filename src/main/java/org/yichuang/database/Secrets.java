package org.yichuang.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Random secrets of a data directory, made once, readable by their owner alone. Blocking. */
final class Secrets {
  private final Path file;
  private final Properties values = new Properties();

  private Secrets(Path file) {
    this.file = file;
  }

  static Secrets in(Path directory) throws IOException {
    Secrets secrets = new Secrets(directory.resolve("secrets.properties"));
    if (Files.exists(secrets.file)) {
      try (var reader = Files.newBufferedReader(secrets.file)) {
        secrets.values.load(reader);
      }
    }
    return secrets;
  }

  /** The secret of that name in base64, 32 random bytes; made when it is new. */
  String get(String name) throws IOException {
    String value = values.getProperty(name);
    if (value == null) {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      value = Base64.getEncoder().encodeToString(bytes);
      values.setProperty(name, value);
      save();
    }
    return value;
  }

  private void save() throws IOException {
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, ownerOnly);
    try (var writer = Files.newBufferedWriter(fresh)) {
      values.store(writer, "Secrets of this data directory. Keep them as safe as the data.");
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
