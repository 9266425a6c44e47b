package org.yichuang;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.yichuang.persons.Expiry;
import org.yichuang.persons.Rekey;
import org.yichuang.persons.Swept;
import org.yichuang.settings.PersonKeys;

/** What operators do with the records of people, beside a server or without one. Blocking. */
final class PersonCommands {
  private static final int WELL = 0;
  private static final int PROBLEMS = 3;

  private final Connection connection;
  private final PersonKeys keys;
  private final Consumer<String> progress;

  PersonCommands(Connection connection, PersonKeys keys, Consumer<String> progress) {
    this.connection = connection;
    this.keys = keys;
    this.progress = progress;
  }

  /** Encrypts everything under the first key. */
  int rekey() throws SQLException {
    Rekey rekey = new Rekey(connection, keys, progress);
    if (!rekey.isReady()) {
      System.err.printf(
          "expected a first key that every server was started with, found %s, which none knows; add"
              + " it to YICHUANG_PERSON_KEYS of all nodes and start them anew%n",
          keys.first().id());
      return PROBLEMS;
    }
    Rekey.Report report = rekey.run();
    System.out.printf(
        "the records of people: %d encrypted anew under %s, %s%n",
        report.changed(),
        keys.first().id(),
        report.unreadable() == 0
            ? "all is well"
            : report.unreadable() + " cannot be read with these keys");
    return report.unreadable() == 0 ? WELL : PROBLEMS;
  }

  /** What the servers do by themselves every hour, at once. */
  int eraseExpired() throws SQLException {
    Swept all = Expiry.run(connection, progress);
    System.out.printf(
        "the records of people: %d removed that no case names, %d erased whose retention is over%n",
        all.removed(), all.erased());
    return WELL;
  }
}
