package org.yichuang.settings;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys under which records of people are encrypted: the first is written with, all are read
 * with. Immutable; prints none.
 */
public record PersonKeys(List<Key> keys) {
  /** Live at once; two are enough for changing them. */
  public static final int MAX_KEYS = 8;

  private static final int BYTES = 32;
  private static final String ID = "[a-z0-9][a-z0-9-]{0,15}";
  private static final String VARIABLE = "YICHUANG_PERSON_KEYS";

  /**
   * A key.
   *
   * @param id stands with every value that is encrypted under it; 1…16 small letters, digits,
   *     hyphens
   * @param secret 32 bytes
   */
  public record Key(String id, Settings.Secret secret) {
    public Key {
      if (!id.matches(ID)) {
        throw new IllegalArgumentException(
            "expected a key's id of 1…16 small letters, digits and hyphens, found "
                + id.length()
                + " characters");
      }
      if (secret.bytes().length != BYTES) {
        throw new IllegalArgumentException(
            "expected %d bytes in base64 for the key %s, found %d"
                .formatted(BYTES, id, secret.bytes().length));
      }
    }
  }

  public PersonKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "expected 1…%d keys, found %d".formatted(MAX_KEYS, keys.size()));
    }
    Set<String> ids = new HashSet<>();
    for (Key key : keys) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("expected each id once, found twice " + key.id());
      }
    }
  }

  /** What is written with. */
  public Key first() {
    return keys.getFirst();
  }

  /**
   * Reads {@code id:base64,id:base64}.
   *
   * @throws IllegalArgumentException that repeats no key
   */
  public static PersonKeys parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String part : text.split(",", MAX_KEYS + 2)) {
      String[] halves = part.strip().split(":", 2);
      if (halves.length != 2) {
        throw new IllegalArgumentException(
            "expected id:base64 with commas between them, found a part without a colon");
      }
      keys.add(new Key(halves[0], new Settings.Secret(decoded(halves[1].strip()))));
    }
    return new PersonKeys(keys);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("expected base64 behind the colon, found something else");
    }
  }

  static Optional<PersonKeys> from(EnvironmentReader reader) {
    if (!reader.has(VARIABLE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(reader.text(VARIABLE, "")));
    } catch (IllegalArgumentException wrong) {
      reader.problem(VARIABLE + ": " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /** As the variable has it: for another node's environment, and for nobody's eyes. */
  public String spelled() {
    return keys.stream()
        .map(key -> key.id() + ":" + Base64.getEncoder().encodeToString(key.secret().bytes()))
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return keys.stream().map(Key::id).collect(Collectors.joining(",", "(set: ", ")"));
  }
}
