package org.yichuang.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.CommandStamp;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.DayRoot;
import org.yichuang.journal.Hash;
import org.yichuang.journal.PublishedRoots;

/**
 * A case's stream as lines of text, and how it is in the root of a day, for whoever verifies it
 * without this server; {@code docs/VerifyProof.java} does. Holds what the journal holds: no
 * personal data. Pure functions.
 */
final class CaseProofs {
  static final String CONTENT_TYPE = "text/plain";
  private static final String FORMAT = "yichuang-proof 1";
  private static final String NONE = "-";

  private CaseProofs() {}

  /**
   * @param published null while no root of a day holds the case
   */
  static byte[] of(CaseFiles.Opened opened, PublishedRoots.@Nullable Inclusion published) {
    CaseNumber number = opened.state().number();
    StringBuilder lines = new StringBuilder(1_024);
    line(lines, FORMAT);
    line(lines, "case", number.display());
    line(lines, "stream", number.hall().value(), number.day(), number.sequence());
    for (CaseRow row : opened.rows()) {
      CommandStamp command = row.recorded().command();
      line(
          lines,
          "event",
          row.recorded().seq(),
          row.type(),
          row.version(),
          row.recorded().at().toEpochMilli(),
          row.recorded().actor().value(),
          orNone(command == null ? null : command.id()),
          orNone(command == null ? null : command.digest()),
          hex(row.previous()),
          hex(row.hash()),
          Base64.getEncoder().encodeToString(row.payload().getBytes()));
    }
    if (published != null) {
      append(lines, published);
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder lines, PublishedRoots.Inclusion published) {
    line(lines, "leaf", published.seq(), published.position());
    published.path().forEach(beside -> line(lines, "path", beside));
    DayRoot root = published.root();
    line(lines, "root", root.day(), root.leaves(), root.tree(), root.previous(), root.hash());
  }

  private static void line(StringBuilder lines, Object... words) {
    lines.append(String.join(" ", List.of(words).stream().map(String::valueOf).toList()));
    lines.append('\n');
  }

  private static Object orNone(@Nullable Object value) {
    return value == null ? NONE : value;
  }

  private static String hex(Hash hash) {
    return HexFormat.of().formatHex(hash.bytes());
  }
}
