package org.yichuang.perf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.InvalidHallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.catalogue.StoredCatalogue.Import;
import org.yichuang.hall.HallConfig;
import org.yichuang.people.Role;

/**
 * Halls shaped like the demonstration's, each with a signed-in kiosk and with clerks at its first
 * windows for social matters. Blocking.
 *
 * <p>Sessions are put into the database directly: hashing hundreds of passwords is not what is
 * measured here.
 */
final class BusyHalls {
  private static final String PATTERN = "demonstration/hanjiang.yaml";
  private static final String QUEUE = "social";

  /** A window, and the tokens of its hall's kiosk and of its clerk. */
  record Desk(String hall, String window, String kiosk, String clerk) {}

  private BusyHalls() {}

  /** Halls that offer no items. */
  static List<Desk> make(Connection connection, int halls, int windows)
      throws SQLException, IOException, InvalidHallFile {
    return make(connection, halls, windows, file -> new Import(file, true));
  }

  /** What of a hall's file goes into the database. */
  @FunctionalInterface
  interface Furnishing {
    Import of(HallFile file) throws IOException, InvalidHallFile;
  }

  /** Halls that offer the demonstration's items. */
  static List<Desk> makeWithItems(Connection connection, int halls, int windows)
      throws SQLException, IOException, InvalidHallFile {
    Import pattern = BundledFiles.demonstration(BundledFiles.demonstrationHall(), true);
    return make(
        connection,
        halls,
        windows,
        file -> new Import(file, pattern.itemsSource(), pattern.items(), true));
  }

  private static List<Desk> make(
      Connection connection, int halls, int windows, Furnishing furnishing)
      throws SQLException, IOException, InvalidHallFile {
    String pattern = pattern().replaceFirst("(?m)^centre: .*$", "");
    for (int hall = 1; hall <= halls; hall++) {
      HallFile file =
          HallFile.parse(
              "busy.yaml",
              pattern.replaceFirst(
                  "(?m)^hall: .*$", "hall: " + slug(hall) + "\nmax-waiting: 10000"));
      StoredCatalogue.importAbsent(connection, furnishing.of(file));
    }
    StoredCatalogue catalogue = StoredCatalogue.load(connection);
    connection.setAutoCommit(true);
    List<Desk> desks = new ArrayList<>();
    for (int hall = 1; hall <= halls; hall++) {
      HallConfig config = catalogue.hall(slug(hall)).orElseThrow();
      String kiosk = signedIn(connection, config, Role.KIOSK, null);
      config.windows().stream()
          .map(HallConfig.Window::id)
          .filter(window -> window.value().startsWith("B"))
          .limit(windows)
          .map(window -> window.value())
          .toList()
          .forEach(window -> desks.add(new Desk(config.slug(), window, kiosk, "")));
    }
    List<Desk> manned = new ArrayList<>();
    for (Desk desk : desks) {
      HallConfig config = catalogue.hall(desk.hall()).orElseThrow();
      manned.add(
          new Desk(
              desk.hall(),
              desk.window(),
              desk.kiosk(),
              signedIn(connection, config, Role.CLERK, desk.window())));
    }
    return manned;
  }

  static void write(List<Desk> desks, Path file) throws IOException {
    Files.write(
        file,
        desks.stream()
            .map(desk -> String.join(" ", desk.hall(), desk.window(), desk.kiosk(), desk.clerk()))
            .toList());
  }

  static String slug(int hall) {
    return String.format(Locale.ROOT, "busy-%03d", hall);
  }

  private static String pattern() throws IOException {
    try (InputStream file = BusyHalls.class.getClassLoader().getResourceAsStream(PATTERN)) {
      if (file == null) {
        throw new IOException("the class path lacks " + PATTERN);
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.contains("id: " + QUEUE)) {
        throw new IOException(PATTERN + " has no zone " + QUEUE);
      }
      return text;
    }
  }

  private static String signedIn(
      Connection connection, HallConfig hall, Role role, @Nullable String window)
      throws SQLException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    String name = hall.slug() + "." + (window == null ? "kiosk" : window);
    try (PreparedStatement account =
            connection.prepareStatement(
                """
                insert into account (username, password_hash, roles, hall, windows)
                values (?, 'none', ?, ?, ?) returning id
                """);
        PreparedStatement session =
            connection.prepareStatement(
                """
                insert into session (token_hash, account, expires_at)
                values (?, ?, now() + interval '1 day')
                """)) {
      account.setString(1, name);
      account.setArray(2, connection.createArrayOf("text", new Object[] {role.name()}));
      account.setInt(3, hall.id().value());
      account.setArray(
          4,
          connection.createArrayOf("text", window == null ? new Object[0] : new Object[] {window}));
      try (ResultSet made = account.executeQuery()) {
        made.next();
        session.setBytes(1, sha256(token));
        session.setInt(2, made.getInt(1));
        session.executeUpdate();
      }
    }
    return token;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
