package org.yichuang.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a sign-in under way inside its browser's cookie, so that any node can go on with it and
 * nobody fills a memory: AES-256-GCM with a key of the deployment. Any thread; never printed.
 */
public final class AttemptSeal {
  static final int MAX_TEXT = 1_500;
  private static final String MAC = "HmacSHA256";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the cookie says.
   *
   * @param back a path of this server
   * @param untilMillis since 1970
   */
  record Pending(String state, String nonce, String verifier, String back, long untilMillis) {
    @Override
    public String toString() {
      return "a sign-in under way";
    }
  }

  private final List<SecretKeySpec> keys;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secrets of the deployment; a key is derived from each, for this purpose alone: the first
   *     closes, all open
   */
  public AttemptSeal(byte[]... secrets) {
    keys = Stream.of(secrets).map(AttemptSeal::key).toList();
  }

  private static SecretKeySpec key(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      return new SecretKeySpec(mac.doFinal("sign-in".getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  String close(Pending pending) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), iv).doFinal(JSON.writeValueAsBytes(pending));
      ByteBuffer text = ByteBuffer.allocate(iv.length + sealed.length).put(iv).put(sealed);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(text.array());
    } catch (GeneralSecurityException | JacksonException e) {
      throw new IllegalStateException("a sign-in could not be sealed", e);
    }
  }

  /** Null when this deployment did not seal it. */
  @Nullable Pending open(String text) {
    if (text.length() > MAX_TEXT) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
    for (SecretKeySpec key : keys) {
      Pending pending = bytes.length <= IV_BYTES ? null : open(key, bytes);
      if (pending != null) {
        return pending;
      }
    }
    return null;
  }

  private static @Nullable Pending open(SecretKeySpec key, byte[] bytes) {
    byte[] iv = Arrays.copyOf(bytes, IV_BYTES);
    try {
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, key, iv).doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
      return JSON.readValue(new String(plain, StandardCharsets.UTF_8), Pending.class);
    } catch (GeneralSecurityException | JacksonException notOurs) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "seal of sign-ins";
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    return cipher;
  }
}
