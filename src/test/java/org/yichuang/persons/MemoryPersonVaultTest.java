package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.PersonRef;

/** What stands in for the database in tests tells the story that the database tells. */
class MemoryPersonVaultTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T02:00:00Z"));
  private final InstantSource clock = now::get;
  private final MemoryPersonVault vault = new MemoryPersonVault(clock);

  @Test
  void it_tells_the_story_of_every_vault() throws Exception {
    VaultStory.tell(vault, LocalDate.of(2026, 11, 24), vault::name);
  }

  @Test
  void what_no_case_names_goes_after_days_and_what_was_named_when_it_is_over() {
    PersonRef unnamed = vault.keep(Canaries.person(), new Fresh()).result();
    PersonRef over = vault.keep(Canaries.handler(), new Fresh()).result();
    vault.name(over, LocalDate.of(2026, 11, 26));
    now.set(now.get().plus(Duration.ofHours(73)));
    assertEquals(new Swept(1, 1, 0), vault.sweep().result());
    assertEquals(Swept.NOTHING, vault.sweep().result());
    assertEquals(Map.of(), vault.masked(List.of(unnamed, over)).result());
  }
}
