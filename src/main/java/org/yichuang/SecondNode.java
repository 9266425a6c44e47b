package org.yichuang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.yichuang.database.DatabaseStart;
import org.yichuang.settings.Settings;

/** The environment of a second node on this machine, in a file for its owner's eyes only. */
final class SecondNode {
  static final String FILE = "second-node.env";

  private SecondNode() {}

  static Path write(Settings settings, String member, DatabaseStart database, String password)
      throws IOException {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "YICHUANG_DATABASE_URL",
                database.address().url(),
                "YICHUANG_DATABASE_USER",
                database.address().running().user(),
                "YICHUANG_DATABASE_PASSWORD",
                database.address().running().password(),
                "YICHUANG_MIGRATION_USER",
                database.address().migrating().user(),
                "YICHUANG_MIGRATION_PASSWORD",
                database.address().migrating().password(),
                "YICHUANG_SECRET_KEY",
                database.secret().spelled(),
                "YICHUANG_HTTP_PORT",
                "0"));
    environment.put("YICHUANG_PERSON_KEYS", database.personKeys().spelled());
    environment.put("YICHUANG_CLUSTER_HOST", settings.cluster().host());
    environment.put("YICHUANG_CLUSTER_MEMBERS", member);
    environment.put(
        "YICHUANG_CLUSTER_MINIMUM_MEMBERS", Integer.toString(settings.cluster().minimumMembers()));
    settings.cluster().name().ifPresent(name -> environment.put("YICHUANG_CLUSTER_NAME", name));
    if (settings.demonstration().on()) {
      environment.put("YICHUANG_DEMO", "true");
      environment.put("YICHUANG_DEMO_PASSWORD", password);
    }
    Path file = settings.data().resolve(FILE);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        file,
        environment.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
    return file;
  }
}
