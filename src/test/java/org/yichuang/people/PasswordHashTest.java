package org.yichuang.people;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  @ParameterizedTest
  @ValueSource(strings = {"demo-password", "一窗通办 2026", "", " leading and trailing "})
  void a_password_is_verified_by_its_hash_alone(String password) {
    String hash = PasswordHash.hash(password);
    assertTrue(PasswordHash.verify(password, hash));
    assertFalse(PasswordHash.verify(password + "x", hash));
    assertFalse(PasswordHash.verify("X" + password, hash));
  }

  @Test
  void a_hash_states_its_parameters_and_has_a_salt_of_its_own() {
    String one = PasswordHash.hash("demo-password");
    assertTrue(
        one.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"),
        one);
    assertNotEquals(one, PasswordHash.hash("demo-password"));
  }

  /** Known answers of the reference implementation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      })
  void hashes_of_other_programs_and_parameters_are_verified(String password, String hash) {
    assertTrue(PasswordHash.verify(password, hash));
    assertFalse(PasswordHash.verify("differentpassword", hash));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/0",
        "$argon2id$v=19$m=256,t=3,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$!!!!$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$not base64",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$A",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AA",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      })
  void a_hash_of_another_form_or_value_verifies_nothing(String hash) {
    assertFalse(PasswordHash.verify("password", hash));
  }

  @Test
  void nobodys_hash_is_a_hash_like_any_other() {
    assertTrue(PasswordHash.verify("nobody-has-this-password", PasswordHash.NOBODY));
    assertFalse(PasswordHash.verify("", PasswordHash.NOBODY));
  }
}
