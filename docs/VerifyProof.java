import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Verifies the record of a case (办件) without the server it came from. Needs a JDK 21 and nothing else:
 *
 * <pre>java VerifyProof.java proof.txt [root]</pre>
 *
 * <p>Every event of a case is bound to the one before by SHA-256 over all of its columns, each
 * behind its length in four bytes: hall, day, sequence, seq, type, version, payload, at, actor,
 * command id, command digest, and the hash before it. Numbers are eight bytes, big-endian; the day
 * counts from 1970-01-01; what nobody commanded has empty columns. An event that was changed, left
 * out or put in breaks the chain from there on. Keep the last hash that is printed: a later proof of
 * the same case must contain it.
 *
 * <p>From the day after, the proof also says how the case is in the root of a day (UTC), which is
 * published for everybody: the hash of its last event by then is a leaf of a Merkle tree as RFC 6962
 * builds it, and the root is SHA-256 over day, number of leaves, tree and the root of the day
 * before, written like the columns of an event. Compare it with the root of that day as you know it
 * from elsewhere, a notice on paper or somebody who kept it; given as second word, it is compared
 * here. Only then nobody, not even whoever runs the server, can have changed the record since.
 *
 * <p>Ends with 0 when the chain is whole, with 1 when it is not, with 2 when the file is no proof.
 */
public final class VerifyProof {
  private static final String FORMAT = "yichuang-proof 1";
  private static final HexFormat HEX = HexFormat.of();

  private VerifyProof() {}

  private static final class NotAProof extends Exception {
    private static final long serialVersionUID = 1;

    NotAProof(int line, String what) {
      super("line " + line + ": " + what);
    }
  }

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("expected a file: java VerifyProof.java proof.txt [root]");
      System.exit(2);
    }
    try {
      String known = args.length == 2 ? args[1] : "";
      System.exit(verify(Files.readAllLines(Path.of(args[0])), known) ? 0 : 1);
    } catch (NotAProof | IllegalArgumentException | java.time.DateTimeException malformed) {
      System.err.println("this is no proof: " + malformed.getMessage());
      System.exit(2);
    }
  }

  private static boolean verify(List<String> lines, String known)
      throws NotAProof, GeneralSecurityException {
    if (lines.size() < 4 || !lines.get(0).equals(FORMAT)) {
      throw new NotAProof(1, "expected " + FORMAT);
    }
    System.out.println(lines.get(1));
    String[] stream = words(lines, 2, "stream", 4);
    byte[] previous = new byte[32];
    int seq = 0;
    int i = 3;
    List<byte[]> hashes = new ArrayList<>();
    for (; i < lines.size() && !lines.get(i).startsWith("leaf "); i++) {
      String[] event = words(lines, i, "event", 11);
      seq++;
      byte[] payload = Base64.getDecoder().decode(event[10]);
      byte[] hash =
          sha256(
              number(Long.parseLong(stream[1])),
              number(LocalDate.parse(stream[2]).toEpochDay()),
              number(Long.parseLong(stream[3])),
              number(Long.parseLong(event[1])),
              event[2].getBytes(StandardCharsets.UTF_8),
              number(Long.parseLong(event[3])),
              payload,
              number(Long.parseLong(event[4])),
              number(Long.parseLong(event[5])),
              uuid(event[6]),
              uuid(event[7]),
              previous);
      boolean follows =
          Long.parseLong(event[1]) == seq && Arrays.equals(HEX.parseHex(event[8]), previous);
      boolean holds = Arrays.equals(HEX.parseHex(event[9]), hash);
      System.out.printf(
          "%3d %s %s by account %s: %s%n",
          seq,
          Instant.ofEpochMilli(Long.parseLong(event[4])),
          event[2],
          event[5],
          new String(payload, StandardCharsets.UTF_8));
      if (!follows || !holds) {
        System.out.println("BROKEN: event " + seq + (follows ? " was changed" : " does not follow the one before"));
        return false;
      }
      previous = hash;
      hashes.add(hash);
    }
    System.out.println("whole: " + seq + " events; the last hash is " + HEX.formatHex(previous));
    if (i < lines.size()) {
      return published(lines, i, hashes, known);
    }
    System.out.println("no root of a day holds it yet: ask again tomorrow");
    return known.isEmpty();
  }

  private static boolean published(List<String> lines, int first, List<byte[]> hashes, String known)
      throws NotAProof, GeneralSecurityException {
    String[] leaf = words(lines, first, "leaf", 3);
    String[] root = words(lines, lines.size() - 1, "root", 6);
    int seq = Integer.parseInt(leaf[1]);
    if (seq < 1 || seq > hashes.size()) {
      throw new NotAProof(first + 1, "expected one of the events as leaf");
    }
    List<byte[]> path = new ArrayList<>();
    for (int i = first + 1; i < lines.size() - 1; i++) {
      path.add(HEX.parseHex(words(lines, i, "path", 2)[1]));
    }
    long leaves = Long.parseLong(root[2]);
    byte[] tree = tree(hashes.get(seq - 1), Long.parseLong(leaf[2]), leaves, path);
    byte[] hash =
        sha256(
            number(LocalDate.parse(root[1]).toEpochDay()),
            number(leaves),
            tree,
            HEX.parseHex(root[4]));
    if (!Arrays.equals(HEX.parseHex(root[3]), tree)
        || !Arrays.equals(HEX.parseHex(root[5]), hash)) {
      System.out.println("BROKEN: event " + seq + " is not in the root of " + root[1]);
      return false;
    }
    System.out.printf(
        "event %d is in the root of %s: %s%n", seq, root[1], HEX.formatHex(hash));
    if (known.isEmpty()) {
      System.out.println("compare it with the root of that day as you know it from elsewhere");
      return true;
    }
    boolean same = known.strip().equalsIgnoreCase(HEX.formatHex(hash));
    System.out.println(same ? "it is the root that you know" : "BROKEN: you know another root");
    return same;
  }

  /** The root that a path leads to (RFC 9162, 2.1.3.2); no bytes when it does not fit the tree. */
  private static byte[] tree(byte[] leaf, long position, long leaves, List<byte[]> path)
      throws GeneralSecurityException {
    long node = position;
    long last = leaves - 1;
    byte[] hash = plain(new byte[] {0}, leaf);
    if (node < 0 || node > last) {
      return new byte[0];
    }
    for (byte[] beside : path) {
      if (last == 0) {
        return new byte[0];
      }
      if ((node & 1) == 1 || node == last) {
        hash = plain(new byte[] {1}, beside, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = plain(new byte[] {1}, hash, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? hash : new byte[0];
  }

  private static byte[] plain(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static String[] words(List<String> lines, int line, String first, int count)
      throws NotAProof {
    String[] words = lines.get(line).split(" ", -1);
    if (words.length != count || !words[0].equals(first)) {
      throw new NotAProof(line + 1, "expected " + first + " and " + (count - 1) + " words");
    }
    return words;
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] uuid(String text) {
    if (text.equals("-")) {
      return new byte[0];
    }
    UUID uuid = UUID.fromString(text);
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  private static byte[] sha256(byte[]... columns) throws GeneralSecurityException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] column : columns) {
      all.writeBytes(ByteBuffer.allocate(4).putInt(column.length).array());
      all.writeBytes(column);
    }
    return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
  }
}
