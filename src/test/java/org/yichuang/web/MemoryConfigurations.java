package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yichuang.catalogue.Configurations;
import org.yichuang.catalogue.Difference;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** Versions in memory; a file with {@code wrong} in it is. Confined to one event loop. */
final class MemoryConfigurations implements Configurations {
  private final List<Written> versions = new ArrayList<>();
  volatile boolean available = true;

  MemoryConfigurations() {
    add(new Texts("hall: hanjiang\n", "items: []\n"), null);
  }

  private void add(Texts texts, String by) {
    versions.add(new Written(new Entry(versions.size() + 1, Instant.EPOCH, by), texts));
  }

  private <T> Future<T> answer(T found) {
    return available ? Future.succeededFuture(found) : Future.failedFuture("away");
  }

  @Override
  public Future<Storing> store(HallId hall, Texts texts, OptionalInt over, AccountId by) {
    if (texts.file().contains("wrong")) {
      return answer(
          new Storing.Invalid(
              List.of(
                  "hall.yaml:1: expected right, found \"wrong\"",
                  "hall.yaml:2: expected 1…2 halls, found 3")));
    }
    boolean added = !versions.getLast().texts().equals(texts);
    if (added && over.orElse(versions.size()) != versions.size()) {
      return answer(new Storing.Overtaken(versions.size()));
    }
    if (added) {
      add(texts, "manager");
    }
    return answer(new Storing.Stored(versions.size(), added));
  }

  @Override
  public Future<Previewing> preview(HallId hall, Texts texts, List<Edit> edits, int against) {
    if (texts.file().contains("wrong")) {
      return answer(
          new Previewing.Invalid(List.of("hall.yaml:1: expected right, found \"wrong\"")));
    }
    String file =
        texts.file()
            + edits.stream().map(edit -> "# " + edit.path() + " " + edit.json() + "\n").toList();
    return answer(
        new Previewing.Fits(
            new Texts(file, texts.items()),
            "{\"hall\":\"hanjiang\"}",
            new Difference(
                List.of(new Difference.Change("queues/social/name/zh", "\"社保\"", "\"社会保障\"")),
                false),
            false));
  }

  @Override
  public Future<Optional<Difference>> difference(HallId hall, int from, int to) {
    return answer(
        from >= 1 && to <= versions.size()
            ? Optional.of(
                new Difference(
                    List.of(new Difference.Change("settings/endAfterMillis", null, "900000")),
                    false))
            : Optional.empty());
  }

  @Override
  public Future<Optional<Written>> written(HallId hall, int version) {
    return answer(
        versions.stream().filter(written -> written.entry().version() == version).findFirst());
  }

  @Override
  public Future<List<Entry>> history(HallId hall) {
    return answer(versions.reversed().stream().map(Written::entry).toList());
  }
}
