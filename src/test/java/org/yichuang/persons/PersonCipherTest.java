package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.settings.PersonKeys;

class PersonCipherTest {
  private static final Cell CELL = new Cell("person", 17, "name");
  private static final String OLD = key("k1", 1);
  private static final String NEW = key("k2", 2);

  static String key(String id, int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return id + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  private static PersonCipher cipher(String... keys) {
    return new PersonCipher(PersonKeys.parse(String.join(",", keys)));
  }

  private static String refused(PersonCipher cipher, Cell cell, byte[] value) {
    return String.valueOf(
        assertThrows(UnreadableRecord.class, () -> cipher.decrypt(cell, value)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "张三", "𠮷", "440301199003071234"})
  void what_was_encrypted_is_read_again(String text) throws Exception {
    assertEquals(text, cipher(OLD).decrypt(CELL, cipher(OLD).encrypt(CELL, text)));
  }

  @Test
  void the_same_is_never_encrypted_the_same_way() {
    PersonCipher cipher = cipher(OLD);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertTrue(seen.add(HexFormat.of().formatHex(cipher.encrypt(CELL, "张三"))));
    }
  }

  @Test
  void a_value_says_its_key_and_hides_its_text() {
    String value =
        new String(cipher(NEW, OLD).encrypt(CELL, "zhangsan"), StandardCharsets.ISO_8859_1);
    assertTrue(value.startsWith("\u0001\u0002k2"), value);
    assertFalse(value.contains("zhangsan"));
  }

  @Test
  void two_keys_live_at_once_and_the_first_one_writes() throws Exception {
    byte[] old = cipher(OLD).encrypt(CELL, "张三");
    byte[] fresh = cipher(NEW, OLD).encrypt(CELL, "李四");
    for (PersonCipher both : List.of(cipher(OLD, NEW), cipher(NEW, OLD))) {
      assertEquals("张三", both.decrypt(CELL, old));
      assertEquals("李四", both.decrypt(CELL, fresh));
    }
    assertTrue(
        refused(cipher(NEW), CELL, old).contains("expected one of the keys [k2], found another"));
    assertTrue(refused(cipher(key("k1", 3)), CELL, old).contains("it was changed"));
  }

  @Test
  void a_value_belongs_to_its_record_and_column() {
    byte[] value = cipher(OLD).encrypt(CELL, "张三");
    for (Cell other :
        List.of(
            new Cell("person", 18, "name"),
            new Cell("person", 17, "phone"),
            new Cell("subject", 17, "name"))) {
      assertTrue(refused(cipher(OLD), other, value).contains("belongs elsewhere"));
    }
  }

  @Test
  void a_value_that_was_changed_or_cut_is_refused() {
    PersonCipher cipher = cipher(OLD);
    byte[] value = cipher.encrypt(CELL, "zhangsan");
    for (int i = 0; i < value.length; i++) {
      byte[] changed = value.clone();
      changed[i] ^= 1;
      assertFalse(refused(cipher, CELL, changed).contains("zhangsan"));
      refused(cipher, CELL, Arrays.copyOf(value, i));
    }
    refused(cipher, CELL, Arrays.copyOf(value, value.length + 1));
  }

  @Test
  void a_number_is_found_under_each_key_and_by_nobody_without_one() {
    List<byte[]> both = cipher(NEW, OLD).hashes("x");
    assertArrayEquals(cipher(NEW).hash("x"), both.get(0));
    assertArrayEquals(cipher(OLD).hash("x"), both.get(1));
    assertNotEquals(HexFormat.of().formatHex(both.get(0)), HexFormat.of().formatHex(both.get(1)));
    assertFalse(Arrays.equals(cipher(OLD).hash("x"), cipher(OLD).hash("y")));
    assertFalse(Arrays.equals(cipher(OLD).hash("x"), cipher(key("k1", 3)).hash("x")));
  }

  @Test
  void a_proof_tells_keys_of_one_id_apart() {
    assertArrayEquals(cipher(OLD).proof("k1"), cipher(NEW, OLD).proof("k1"));
    assertFalse(Arrays.equals(cipher(OLD).proof("k1"), cipher(key("k1", 3)).proof("k1")));
  }

  /** RFC 5869, appendix A.1: the first block of its output. */
  @Test
  void keys_are_derived_as_the_rfc_says() {
    HexFormat hex = HexFormat.of();
    assertEquals(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
        hex.formatHex(
            Hkdf.derive(
                hex.parseHex("0b".repeat(22)),
                hex.parseHex("000102030405060708090a0b0c"),
                hex.parseHex("f0f1f2f3f4f5f6f7f8f9"))));
  }
}
