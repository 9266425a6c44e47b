package org.yichuang.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;

/**
 * Codes by which an applicant follows a ticket without an account: the ticket in ten bytes, ten
 * bytes of their HMAC-SHA-256, written as 32 characters of Crockford's base 32 in lower case. A
 * function of key and ticket, so nothing is stored. Confined to one event loop.
 *
 * <p>Layout of the first ten bytes, from the left: 2 bits of version (0), 31 of hall, 17 of the day
 * since 1970, 10 of the prefix (base 27), 20 of the number.
 */
public final class TrackingCodes {
  static final String ALGORITHM = "HmacSHA256";
  private static final int PLAIN_BYTES = 10;
  private static final int MAC_BYTES = 10;
  private static final int LENGTH = (PLAIN_BYTES + MAC_BYTES) * 8 / 5;
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final byte[] VALUES = values();

  private final List<Mac> macs = new ArrayList<>();

  public TrackingCodes(TrackingKey key) {
    try {
      for (SecretKeySpec secret : key.secrets()) {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(secret);
        macs.add(mac);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** The ticket a code stands for. */
  public record Tracked(HallId hall, TicketId ticket) {}

  public String encode(HallId hall, TicketId ticket) {
    byte[] code = new byte[PLAIN_BYTES + MAC_BYTES];
    long day = ticket.day().toEpochDay();
    if (day < 0 || day >= 1 << 17) {
      throw new IllegalArgumentException("expected a day of 1970…2328, found " + ticket.day());
    }
    long high = ((long) hall.value() << 17) | day;
    long low = ((long) packed(ticket.prefix()) << 20) | ticket.number();
    put(code, 0, 50, high);
    put(code, 50, 30, low);
    System.arraycopy(seal(macs.getFirst(), code), 0, code, PLAIN_BYTES, MAC_BYTES);
    return write(code);
  }

  /** Empty when the text is not a code of these keys. Takes the same time for every forged one. */
  public Optional<Tracked> decode(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    byte[] code = new byte[PLAIN_BYTES + MAC_BYTES];
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      int value = c < VALUES.length ? VALUES[c] : -1;
      if (value < 0) {
        return Optional.empty();
      }
      put(code, i * 5, 5, value);
    }
    byte[] given = Arrays.copyOfRange(code, PLAIN_BYTES, code.length);
    boolean ours = false;
    for (Mac mac : macs) {
      ours |= MessageDigest.isEqual(given, seal(mac, code));
    }
    if (!ours) {
      return Optional.empty();
    }
    long high = get(code, 0, 50);
    long low = get(code, 50, 30);
    return Optional.of(
        new Tracked(
            new HallId(Math.toIntExact(high >>> 17)),
            new TicketId(
                LocalDate.ofEpochDay(high & ((1 << 17) - 1)),
                unpacked((int) (low >>> 20)),
                (int) (low & ((1 << 20) - 1)))));
  }

  private static byte[] seal(Mac mac, byte[] code) {
    mac.update(code, 0, PLAIN_BYTES);
    return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
  }

  private static int packed(String prefix) {
    int packed = 0;
    for (int i = 0; i < prefix.length(); i++) {
      packed = packed * 27 + (prefix.charAt(i) - 'A' + 1);
    }
    return packed;
  }

  private static String unpacked(int packed) {
    String last = String.valueOf((char) ('A' + packed % 27 - 1));
    return packed < 27 ? last : (char) ('A' + packed / 27 - 1) + last;
  }

  private static String write(byte[] code) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt((int) get(code, i * 5, 5)));
    }
    return text.toString();
  }

  private static void put(byte[] bytes, int fromBit, int bits, long value) {
    for (int i = 0; i < bits; i++) {
      int bit = fromBit + i;
      if ((value >>> (bits - 1 - i) & 1) != 0) {
        bytes[bit >> 3] |= (byte) (0x80 >> (bit & 7));
      }
    }
  }

  private static long get(byte[] bytes, int fromBit, int bits) {
    long value = 0;
    for (int i = 0; i < bits; i++) {
      int bit = fromBit + i;
      value = value << 1 | (bytes[bit >> 3] >> (7 - (bit & 7)) & 1);
    }
    return value;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
