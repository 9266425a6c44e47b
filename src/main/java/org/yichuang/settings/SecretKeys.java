package org.yichuang.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of the deployment, the same at each node: the first seals and signs, what the others
 * sealed is believed too. Immutable; prints none.
 */
public record SecretKeys(List<Settings.Secret> keys) {
  /** Live at once, while one takes the place of the other. */
  public static final int MAX_KEYS = 2;

  private static final int MIN_BYTES = 32;
  private static final String VARIABLE = "YICHUANG_SECRET_KEY";

  public SecretKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "expected 1…%d keys, found %d".formatted(MAX_KEYS, keys.size()));
    }
  }

  /** The bytes of each, the first first; copies. */
  public byte[][] bytes() {
    return keys.stream().map(Settings.Secret::bytes).toArray(byte[][]::new);
  }

  /** As the environment says them to another node. */
  public String spelled() {
    return keys.stream()
        .map(key -> Base64.getEncoder().encodeToString(key.bytes()))
        .collect(Collectors.joining(","));
  }

  static Optional<SecretKeys> from(EnvironmentReader reader) {
    if (!reader.has(VARIABLE)) {
      return Optional.empty();
    }
    List<Settings.Secret> keys = new ArrayList<>();
    String[] texts = reader.required(VARIABLE).split("\\s*,\\s*", -1);
    if (texts.length > MAX_KEYS) {
      reader.problem(
          "%s: expected one key, or two with a comma between them, found %d"
              .formatted(VARIABLE, texts.length));
      return Optional.empty();
    }
    for (String text : texts) {
      try {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length < MIN_BYTES) {
          reader.problem(
              "%s: expected %d bytes or more in base64, found %d"
                  .formatted(VARIABLE, MIN_BYTES, bytes.length));
        } else if (keys.stream().anyMatch(key -> Arrays.equals(key.bytes(), bytes))) {
          reader.problem(VARIABLE + ": expected two different keys, found the same twice");
        } else {
          keys.add(new Settings.Secret(bytes));
        }
      } catch (IllegalArgumentException notBase64) {
        reader.problem(VARIABLE + ": expected base64, found something else");
      }
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(new SecretKeys(keys));
  }

  @Override
  public String toString() {
    return "(set)";
  }
}
