package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.yichuang.catalogue.Notices;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** Notices in memory; three are too many. Confined to one event loop. */
final class MemoryNotices implements Notices {
  private final List<Notice> posted = new CopyOnWriteArrayList<>();
  volatile boolean available = true;

  private <T> Future<T> answer(T found) {
    return available ? Future.succeededFuture(found) : Future.failedFuture("away");
  }

  @Override
  public Future<List<Notice>> of(HallId hall, Instant at) {
    return answer(posted.stream().filter(notice -> notice.until().isAfter(at)).toList());
  }

  @Override
  public Future<Posting> post(HallId hall, Text text, Instant at, AccountId by) {
    if (posted.size() >= 2) {
      return answer(new Posting.TooMany());
    }
    Notice notice =
        new Notice(
            posted.size() + 1, text.zh(), text.en(), text.from(), text.until(), "account " + by);
    posted.add(notice);
    return answer(new Posting.Posted(notice));
  }

  @Override
  public Future<Boolean> withdraw(HallId hall, int notice, AccountId by) {
    return answer(posted.removeIf(each -> each.id() == notice));
  }
}
