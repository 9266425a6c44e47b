package org.yichuang.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;

/** A version of a hall's configuration that may be stored: its texts are read and fit together. */
record NewVersion(String content, String opening, String items) {
  private static final String HALL_FILE = "hall.yaml";
  private static final String ITEMS_FILE = "items.yaml";

  /** The hall that the texts must be of. */
  record Target(HallId id, String slug, String centre, boolean alwaysOpen) {}

  /**
   * Takes milliseconds; not on an event loop.
   *
   * @param kept the items of the version before, for texts without
   */
  static NewVersion read(Target hall, Configurations.Texts texts, ItemList kept)
      throws InvalidHallFile {
    HallFile file = HallFile.parse(HALL_FILE, texts.file());
    if (!file.slug().equals(hall.slug())) {
      throw new InvalidHallFile(
          List.of(
              "%s:1: expected the file of hall %s, found that of %s"
                  .formatted(HALL_FILE, hall.slug(), file.slug())));
    }
    if (file.centre().isPresent() && !file.centre().get().equals(hall.centre())) {
      throw new InvalidHallFile(
          List.of(
              "%s:1: expected centre %s, to which the hall belongs, found %s; administrators move halls"
                  .formatted(HALL_FILE, hall.centre(), file.centre().get())));
    }
    ItemList items = texts.items() == null ? fitting(kept, file) : items(texts.items(), file);
    HallConfig config;
    try {
      config = file.config(hall.id(), 1, hall.alwaysOpen());
    } catch (IllegalArgumentException contradiction) {
      throw new InvalidHallFile(
          List.of("%s:1: %s".formatted(HALL_FILE, contradiction.getMessage())));
    }
    return new NewVersion(
        HallConfigJson.write(config),
        StoredJson.write(file.opening(hall.alwaysOpen())),
        StoredJson.write(items));
  }

  private static ItemList items(String text, HallFile file) throws InvalidHallFile {
    try {
      return ItemsFile.parse(ITEMS_FILE, text, file, BundledFiles.regimes());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static ItemList fitting(ItemList kept, HallFile file) throws InvalidHallFile {
    List<String> problems = new ArrayList<>();
    for (Item item : kept.items()) {
      if (file.queues().stream().noneMatch(queue -> queue.id().equals(item.queue()))) {
        problems.add(
            "%s:1: expected zone %s, which item %s names, found none; give items that fit too"
                .formatted(HALL_FILE, item.queue(), item.id().value()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidHallFile(problems);
    }
    return kept;
  }
}
