package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says when it ends without having done anything. */
class MainTest {
  @TempDir private Path directory;

  private static String said(Path file) {
    return Main.said(assertThrows(IOException.class, () -> Files.readString(file)));
  }

  @Test
  void a_file_that_is_not_there_is_named_in_a_sentence() {
    Path missing = directory.resolve("hall.yaml");
    assertEquals("expected a file that can be read, found none at " + missing, said(missing));
  }

  @Test
  void a_file_of_somebody_else_is_named_in_a_sentence() {
    assertEquals(
        "expected a file that this user may use, found /x/hall.yaml, which it may not",
        Main.said(new AccessDeniedException("/x/hall.yaml")));
  }

  @Test
  void a_file_in_another_encoding_is_no_riddle() throws IOException {
    Path latin = Files.write(directory.resolve("hall.yaml"), new byte[] {(byte) 0xE9, 't', 'e'});
    assertEquals("expected a file in UTF-8, found other bytes", said(latin));
  }

  @Test
  void whatever_else_failed_says_what_it_says() {
    assertEquals("the disk is full", Main.said(new IOException("the disk is full")));
  }
}
