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
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Verifies the record of a case (办件) without the server it came from. Needs a JDK 21 and nothing else:
 *
 * <pre>java VerifyProof.java proof.txt</pre>
 *
 * <p>Every event of a case is bound to the one before by SHA-256 over all of its columns, each
 * behind its length in four bytes: hall, day, sequence, seq, type, version, payload, at, actor,
 * command id, command digest, and the hash before it. Numbers are eight bytes, big-endian; the day
 * counts from 1970-01-01; what nobody commanded has empty columns. An event that was changed, left
 * out or put in breaks the chain from there on. Keep the last hash that is printed: a later proof of
 * the same case must contain it.
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
    if (args.length != 1) {
      System.err.println("expected one file: java VerifyProof.java proof.txt");
      System.exit(2);
    }
    try {
      System.exit(verify(Files.readAllLines(Path.of(args[0]))) ? 0 : 1);
    } catch (NotAProof | IllegalArgumentException | java.time.DateTimeException malformed) {
      System.err.println("this is no proof: " + malformed.getMessage());
      System.exit(2);
    }
  }

  private static boolean verify(List<String> lines) throws NotAProof, GeneralSecurityException {
    if (lines.size() < 4 || !lines.get(0).equals(FORMAT)) {
      throw new NotAProof(1, "expected " + FORMAT);
    }
    System.out.println(lines.get(1));
    String[] stream = words(lines, 2, "stream", 4);
    byte[] previous = new byte[32];
    int seq = 0;
    for (int i = 3; i < lines.size(); i++) {
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
    }
    System.out.println("whole: " + seq + " events; the last hash is " + HEX.formatHex(previous));
    return true;
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
