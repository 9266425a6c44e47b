package org.yichuang.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterNetworksTest {
  private static final PrinterNetworks SOME =
      PrinterNetworks.parse("10.1.0.0/16, 192.168.7.20/32:9101");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "10.1.2.3,            true",
    "10.1.2.3:9100,       true",
    "10.1.2.3:22,         false",
    "10.2.0.1,            false",
    "192.168.7.20:9101,   true",
    "192.168.7.20,        false",
    "192.168.7.21:9101,   false",
    "127.0.0.1:9100,      false",
    "169.254.169.254:80,  false",
    "10.1.2.3:0,          false",
    "10.1.2.3:99999,      false",
    "10.1.2.300,          false",
    "printer.example,     false",
    "010.1.2.3,           false",
    "10.1.2.03,           false",
    "999.1.1.1,           false",
    "10.1.256.1,          false",
    "010.1.2.3:9100:9100, false",
  })
  void a_printer_must_be_where_the_configuration_says(String printer, boolean allowed) {
    assertEquals(allowed, SOME.printer(printer).isPresent());
    assertEquals(false, PrinterNetworks.NONE.printer(printer).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.0.0",
        "10.1.0.0/33",
        "hall.example/8",
        "10.1.0.0/16:0",
        "10.1.0.0/16,,",
        "999.1.1.1/8",
        "010.1.0.0/16"
      })
  void what_is_no_network_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PrinterNetworks.parse(text));
  }
}
