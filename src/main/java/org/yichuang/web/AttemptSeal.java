package org.yichuang.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
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

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret of the deployment; the key is derived from it, for this purpose alone
   */
  public AttemptSeal(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      key = new SecretKeySpec(mac.doFinal("sign-in".getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  String close(Pending pending) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(JSON.writeValueAsBytes(pending));
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
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length <= IV_BYTES) {
        return null;
      }
      byte[] iv = new byte[IV_BYTES];
      ByteBuffer.wrap(bytes).get(iv);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, iv).doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
      return JSON.readValue(new String(plain, StandardCharsets.UTF_8), Pending.class);
    } catch (IllegalArgumentException | GeneralSecurityException | JacksonException notOurs) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "seal of sign-ins";
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    return cipher;
  }
}
