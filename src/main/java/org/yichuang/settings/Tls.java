package org.yichuang.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its chain, and its private key (PKCS#8, not encrypted), as PEM files. Checked
 * when it is read; read once, so a new certificate needs a restart.
 */
public record Tls(Path certificate, Path key) {
  private static final String CERTIFICATE = "YICHUANG_TLS_CERTIFICATE";
  private static final String KEY = "YICHUANG_TLS_KEY";
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "yichuang".getBytes(StandardCharsets.US_ASCII);

  static Optional<Tls> from(EnvironmentReader reader) {
    boolean certificate = reader.has(CERTIFICATE);
    if (certificate != reader.has(KEY)) {
      reader.problem(
          (certificate ? KEY : CERTIFICATE)
              + ": expected a PEM file beside the other one of "
              + CERTIFICATE
              + " and "
              + KEY
              + ", found nothing");
    }
    if (!certificate || !reader.has(KEY)) {
      return Optional.empty();
    }
    Tls tls = new Tls(Path.of(reader.text(CERTIFICATE, "")), Path.of(reader.text(KEY, "")));
    X509Certificate leaf = leaf(reader, tls.certificate());
    if (leaf != null) {
      checkKey(reader, leaf, tls.key());
    }
    return Optional.of(tls);
  }

  private static @Nullable X509Certificate leaf(EnvironmentReader reader, Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<?> chain = CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (!chain.isEmpty() && chain.iterator().next() instanceof X509Certificate leaf) {
        checkPeriod(reader, leaf);
        return leaf;
      }
      reader.problem(CERTIFICATE + ": expected a PEM certificate, found none in " + file);
    } catch (IOException unreadable) {
      reader.problem(CERTIFICATE + ": expected a file that can be read, found " + file);
    } catch (CertificateException broken) {
      reader.problem(CERTIFICATE + ": expected a PEM certificate, found something else in " + file);
    }
    return null;
  }

  private static void checkPeriod(EnvironmentReader reader, X509Certificate leaf) {
    try {
      leaf.checkValidity();
    } catch (CertificateExpiredException | CertificateNotYetValidException wrongTime) {
      reader.problem(
          "%s: expected a certificate that is valid now, found one valid from %s to %s"
              .formatted(
                  CERTIFICATE, leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()));
    }
  }

  private static void checkKey(EnvironmentReader reader, X509Certificate leaf, Path file) {
    try {
      Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (!pem.find()) {
        reader.problem(
            KEY
                + ": expected an unencrypted PKCS#8 key (BEGIN PRIVATE KEY), found something else in "
                + file
                + "; convert it with: openssl pkcs8 -topk8 -nodes");
        return;
      }
      String algorithm = leaf.getPublicKey().getAlgorithm();
      PrivateKey key =
          KeyFactory.getInstance(algorithm)
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
      Signature signature =
          Signature.getInstance(
              switch (algorithm) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> algorithm;
              });
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(leaf.getPublicKey());
      signature.update(PROBE);
      if (!signature.verify(signed)) {
        reader.problem(KEY + ": expected the key of " + CERTIFICATE + ", found another one");
      }
    } catch (IOException unreadable) {
      reader.problem(KEY + ": expected a file that can be read, found " + file);
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      reader.problem(
          KEY + ": expected the key of " + CERTIFICATE + ", found one that does not fit it");
    }
  }
}
