package org.yichuang.persons;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.yichuang.settings.PersonKeys;

/**
 * Encrypts values of people, and hashes what they are found by. Any thread; some microseconds a
 * value.
 *
 * <p>A value is {@code 1 | length of the key's id | id | nonce of 12 random bytes | AES-256-GCM of
 * UTF-8 with a tag of 16 bytes}; the {@link Cell} is authenticated with it. Keys for encryption,
 * hashes and proofs are derived from each given key by HKDF, salt {@code yichuang persons}.
 */
final class PersonCipher {
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String SALT = "yichuang persons";
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  /** Keys of one given key. */
  private static final class Derived {
    private final SecretKeySpec encryption;
    private final byte[] search;
    private final byte[] proof;

    private Derived(byte[] secret) {
      encryption = new SecretKeySpec(Hkdf.derive(secret, SALT, "encryption 1"), "AES");
      search = Hkdf.derive(secret, SALT, "search 1");
      proof = Hkdf.derive(secret, SALT, "proof 1");
    }
  }

  private final Map<String, Derived> keys = new LinkedHashMap<>();
  private final String first;
  private final SecureRandom random = new SecureRandom();

  PersonCipher(PersonKeys given) {
    given.keys().forEach(key -> keys.put(key.id(), new Derived(key.secret().bytes())));
    first = given.first().id();
  }

  /** The id of the key that is written with. */
  String first() {
    return first;
  }

  /** The ids of all keys that are read with, the first one first. */
  Set<String> ids() {
    return keys.keySet();
  }

  byte[] encrypt(Cell cell, String text) {
    byte[] id = first.getBytes(StandardCharsets.US_ASCII);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] hidden =
          cipher(Cipher.ENCRYPT_MODE, first, nonce, cell)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(2 + id.length + NONCE_BYTES + hidden.length)
          .put(FORMAT)
          .put((byte) id.length)
          .put(id)
          .put(nonce)
          .put(hidden)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  String decrypt(Cell cell, byte[] value) throws UnreadableRecord {
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      byte format = in.get();
      if (format != FORMAT) {
        throw new UnreadableRecord(cell, "expected the format 1, found " + format);
      }
      byte[] id = new byte[in.get() & 0x1f];
      in.get(id);
      String key = new String(id, StandardCharsets.US_ASCII);
      if (!keys.containsKey(key)) {
        throw new UnreadableRecord(
            cell, "expected one of the keys %s, found another".formatted(ids()));
      }
      byte[] nonce = new byte[NONCE_BYTES];
      in.get(nonce);
      byte[] hidden = new byte[in.remaining()];
      in.get(hidden);
      return new String(
          cipher(Cipher.DECRYPT_MODE, key, nonce, cell).doFinal(hidden), StandardCharsets.UTF_8);
    } catch (BufferUnderflowException | AEADBadTagException damaged) {
      throw new UnreadableRecord(cell, "it was changed, or belongs elsewhere");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private Cipher cipher(int mode, String id, byte[] nonce, Cell cell)
      throws GeneralSecurityException {
    Derived key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("expected a live key, found " + id);
    }
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key.encryption, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(cell.bytes());
    return cipher;
  }

  /** What a record is found by from now on. */
  byte[] hash(String text) {
    return hashes(text).getFirst();
  }

  /** What it may be stored under: one hash for each key, the first one first. */
  List<byte[]> hashes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return keys.values().stream().map(key -> Hkdf.mac(key.search, bytes)).toList();
  }

  /** Tells the key from another of the same id, and opens nothing. */
  byte[] proof(String id) {
    Derived key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("expected a live key, found " + id);
    }
    return key.proof.clone();
  }

  @Override
  public String toString() {
    return "person cipher with " + ids();
  }
}
