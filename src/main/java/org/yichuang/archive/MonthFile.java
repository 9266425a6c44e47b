package org.yichuang.archive;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The file of one month: a ZIP archive with the rows of {@code journal} and {@code ticket} as CSV
 * that PostgreSQL's COPY reads, a manifest with counts, heads and SHA-256, and a text that explains
 * them. Blocking; memory for a row.
 */
public final class MonthFile {
  static final String JOURNAL = "journal.csv";
  static final String TICKETS = "ticket.csv";
  private static final String MANIFEST = "manifest.json";
  private static final int MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

  private static final String README =
      """
      One month of the journal of a Yichuang server.

      journal.csv   every event of every hall, by hall, day and sequence
      ticket.csv    what the events add up to: one row for each number
      manifest.json rows and SHA-256 of both, and for each hall the hashes its chain begins and ends with

      The CSV files have a header and are read with: \\copy journal from 'journal.csv' (format csv, header)
      An empty field is null, \\x begins bytes in hexadecimal figures. The hash of an event is SHA-256 over
      hall, day (as days since 1970-01-01), seq, type, version, payload, at, actor, command_id,
      command_digest and previous, each behind its length in four bytes; numbers have eight bytes, the
      highest first; text is UTF-8; what is null is empty.
      """;

  private MonthFile() {}

  /**
   * A file that is what it says.
   *
   * @param sha256 of the whole file, in hexadecimal figures
   */
  record Verified(Manifest manifest, String sha256) {}

  /** The name of a month's file. */
  static String name(YearMonth month) {
    return "yichuang-" + month + ".zip";
  }

  /** Writes rows of one table. */
  @FunctionalInterface
  interface Rows {
    /**
     * @return how many
     */
    long write(OutputStream csv) throws IOException;
  }

  /** Writes the archive and waits until it is on disk. */
  static void write(
      Path file, Rows journal, Rows tickets, Function<List<Manifest.Table>, Manifest> manifest)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ZipOutputStream zip =
            new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
      zip.putNextEntry(new ZipEntry("README.txt"));
      zip.write(README.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      List<Manifest.Table> tables =
          List.of(table(zip, "journal", JOURNAL, journal), table(zip, "ticket", TICKETS, tickets));
      zip.putNextEntry(new ZipEntry(MANIFEST));
      zip.write(manifest.apply(tables).write());
      zip.closeEntry();
      zip.finish();
      zip.flush();
      channel.force(true);
    }
  }

  private static Manifest.Table table(ZipOutputStream zip, String name, String file, Rows rows)
      throws IOException {
    zip.putNextEntry(new ZipEntry(file));
    DigestOutputStream digested = new DigestOutputStream(zip, sha256());
    long written = rows.write(digested);
    zip.closeEntry();
    return new Manifest.Table(
        name, file, written, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
  }

  /** A line about a file that is what it says. */
  public static String describe(Path file) throws IOException, ArchiveRefused {
    Verified verified = verify(file);
    Manifest manifest = verified.manifest();
    long events = manifest.streams().stream().mapToLong(Manifest.HallStream::events).sum();
    return "%s: month %s of deployment %s, %d halls, %d events, SHA-256 %s"
        .formatted(
            file.getFileName(),
            manifest.month(),
            manifest.deployment(),
            manifest.streams().size(),
            events,
            verified.sha256());
  }

  /** Reads the whole file, compares every sum and computes every chain anew. */
  static Verified verify(Path file) throws IOException, ArchiveRefused {
    String whole = sha256(file);
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      Manifest manifest;
      try (InputStream in = entry(zip, MANIFEST)) {
        manifest = Manifest.read(in.readNBytes(MAX_MANIFEST_BYTES));
      }
      List<String> problems = new ArrayList<>();
      ChainCheck chains = new ChainCheck(manifest, problems::add);
      for (Manifest.Table table : manifest.tables()) {
        verify(zip, table, chains, problems);
      }
      chains.finish();
      if (!problems.isEmpty()) {
        throw new ArchiveRefused(file + ": " + String.join(System.lineSeparator(), problems));
      }
      return new Verified(manifest, whole);
    } catch (ZipException damaged) {
      throw new ArchiveRefused(
          "%s: expected a ZIP archive, found damage: %s".formatted(file, damaged.getMessage()));
    }
  }

  private static void verify(
      ZipFile zip, Manifest.Table table, ChainCheck chains, List<String> problems)
      throws IOException, ArchiveRefused {
    MessageDigest digest = sha256();
    long rows = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new DigestInputStream(entry(zip, table.file()), digest), StandardCharsets.UTF_8))) {
      String header = lines.readLine();
      boolean journal = table.name().equals("journal");
      if (header == null || (journal && !ChainCheck.COLUMNS.equals(header))) {
        problems.add(table.file() + ": expected the header of the table, found " + header);
        return;
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows++;
        if (journal && problems.isEmpty()) {
          chains.next(line);
        }
      }
    }
    if (rows != table.rows()) {
      problems.add("%s: expected %d rows, found %d".formatted(table.file(), table.rows(), rows));
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(table.sha256())) {
      problems.add(
          "%s: expected the SHA-256 %s, found %s".formatted(table.file(), table.sha256(), found));
    }
  }

  private static InputStream entry(ZipFile zip, String name) throws IOException, ArchiveRefused {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ArchiveRefused("%s: expected %s in it, found none".formatted(zip.getName(), name));
    }
    return zip.getInputStream(entry);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
