package org.yichuang.appointments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a phone or identity number what is stored in its place: an HMAC-SHA-256 that only this
 * deployment can make again. While the deployment's key changes there is another beside it. Any
 * thread; never printed.
 */
public final class PersonKey {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;
  private final @Nullable PersonKey other;

  /**
   * @param secrets of the deployment, one or two; a key is derived from each, for this purpose
   *     alone
   */
  public PersonKey(byte[]... secrets) {
    SecretKeySpec secret = new SecretKeySpec(secrets[0], ALGORITHM);
    key = new SecretKeySpec(seal(secret, "person of 1"), ALGORITHM);
    other = secrets.length > 1 ? new PersonKey(secrets[1]) : null;
  }

  /** Under which somebody may have been stored before; null while there is one key. */
  public @Nullable PersonKey other() {
    return other;
  }

  /** Somebody, the same whenever they give the same number. */
  public record Person(String hash) {
    @Override
    public String toString() {
      return "a person";
    }
  }

  /** By a phone number: blanks, hyphens and the country code of China do not count. */
  public Person byPhone(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    return person("phone " + digits.replaceFirst("^(00)?86(?=1[0-9]{10}$)", ""));
  }

  /** By the number of an identity card or passport, in any case. */
  public Person byIdentity(String number) {
    return person("identity " + number.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT));
  }

  /** Names a command whose author chose the key; nobody else can name the same. */
  public UUID command(String author, String chosen) {
    return uuid("command\0" + author + "\0" + chosen);
  }

  /** Tells commands apart that were given the same key. */
  public UUID digest(String... parts) {
    return uuid("digest\0" + String.join("\0", parts));
  }

  private Person person(String number) {
    return new Person(Base64.getUrlEncoder().withoutPadding().encodeToString(seal(key, number)));
  }

  private UUID uuid(String text) {
    ByteBuffer sealed = ByteBuffer.wrap(seal(key, text));
    return new UUID(sealed.getLong(), sealed.getLong());
  }

  private static byte[] seal(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "person key";
  }
}
