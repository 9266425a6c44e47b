package org.yichuang.appointments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentIdTest {
  private static final AppointmentId ID = new AppointmentId("k7m2q9x40b1z");

  @ParameterizedTest
  @ValueSource(strings = {"k7m2q9x40b1z", "K7M2-Q9X4-0B1Z", "k7m2 q9x4 obiz", "K7M2Q9X4OBLZ"})
  void an_id_is_read_as_people_type_it(String typed) {
    assertEquals(Optional.of(ID), AppointmentId.parse(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k7m2q9x40b1", "k7m2q9x40b1zz", "k7m2q9x40b1u", "k7m2q9x40b1é"})
  void anything_else_is_no_id(String typed) {
    assertEquals(Optional.empty(), AppointmentId.parse(typed));
  }

  @Test
  void a_code_is_read_back() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 100; i++) {
      AppointmentId id = AppointmentId.random(random);
      assertEquals(Optional.of(id), AppointmentId.parse(id.code()));
    }
    assertEquals("K7M2-Q9X4-0B1Z", ID.code());
  }

  @Test
  void a_person_is_the_same_however_the_number_is_written_and_another_for_another_key() {
    PersonKey key = new PersonKey(new byte[32]);
    PersonKey.Person person = key.byPhone("13800138000");
    assertEquals(person, key.byPhone("+86 138-0013-8000"));
    assertEquals(person, key.byPhone("0086 13800138000"));
    assertEquals(key.byIdentity("35030219900101003X"), key.byIdentity("350302 19900101 003x"));
    assertNotEquals(person, key.byPhone("13800138001"));
    assertNotEquals(person, key.byIdentity("13800138000"));
    byte[] other = new byte[32];
    other[0] = 1;
    assertNotEquals(person, new PersonKey(other).byPhone("13800138000"));
    assertEquals("a person", person.toString());
  }
}
