package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Notices;
import org.yichuang.hall.HallId;
import org.yichuang.people.Role;

/**
 * What a hall tells everybody (通知). Confined to one event loop; displays ask every half minute, and
 * an answer is good for ten seconds.
 */
final class NoticeRoutes {
  private static final Permission MANAGES = Permission.oneOf(Role.MANAGER, Role.ADMIN);
  private static final long GOOD_FOR_MILLIS = 10_000;

  private final Notices notices;
  private final InstantSource clock;
  private final Recent<HallId, List<Notices.Notice>> recent;

  NoticeRoutes(Notices notices, InstantSource clock) {
    this.notices = notices;
    this.clock = clock;
    recent = new Recent<>(clock, GOOD_FOR_MILLIS);
  }

  private record NoticeView(int id, String zh, @Nullable String en, Instant from, Instant until) {
    static NoticeView of(Notices.Notice notice) {
      return new NoticeView(notice.id(), notice.zh(), notice.en(), notice.from(), notice.until());
    }
  }

  private record NoticesView(List<NoticeView> notices) {}

  void addTo(Operations operations) {
    operations
        .on("notices", Permission.anyone(), this::list)
        .on("postNotice", MANAGES, this::post)
        .on("withdrawNotice", MANAGES, this::withdraw);
  }

  private void list(Exchange exchange) {
    HallId hall = exchange.hall().id();
    Instant now = clock.instant();
    exchange.then(
        recent.get(hall, () -> notices.of(hall, now)),
        unreachable(exchange),
        found ->
            exchange.answer(
                200,
                ApiJson.write(
                    new NoticesView(
                        found.stream()
                            .filter(notice -> notice.until().isAfter(now))
                            .map(NoticeView::of)
                            .toList()))));
  }

  private void post(Exchange exchange) {
    JsonObject body = exchange.body();
    Instant now = clock.instant();
    Notices.Text text;
    try {
      String en = body.getString("en");
      text =
          new Notices.Text(
              body.getString("zh").strip(),
              en == null || en.isBlank() ? null : en.strip(),
              OffsetDateTime.parse(body.getString("from")).toInstant(),
              OffsetDateTime.parse(body.getString("until")).toInstant());
    } catch (DateTimeParseException notATime) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "from, until: expected times such as 2026-11-23T10:05:00+08:00, found "
                  + notATime.getParsedString()));
      return;
    }
    if (!text.until().isAfter(text.from()) || !text.until().isAfter(now)) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "until: expected a time after its beginning and after now, found " + text.until()));
      return;
    }
    HallId hall = exchange.hall().id();
    recent.forget(hall);
    exchange.then(
        notices.post(hall, text, now, exchange.principal().account()),
        unreachable(exchange),
        posting -> {
          recent.forget(hall);
          switch (posting) {
            case Notices.Posting.Posted posted ->
                exchange.answer(201, ApiJson.write(NoticeView.of(posted.notice())));
            case Notices.Posting.TooMany tooMany ->
                exchange.answer(Problems.tooManyNotices(Notices.MAX_OF_HALL));
          }
        });
  }

  private void withdraw(Exchange exchange) {
    HallId hall = exchange.hall().id();
    String notice = exchange.parameter("notice");
    exchange.then(
        notices.withdraw(hall, Integer.parseInt(notice), exchange.principal().account()),
        unreachable(exchange),
        found -> {
          recent.forget(hall);
          if (found) {
            exchange.answerNothing();
          } else {
            exchange.answer(Problems.unknownNotice(notice));
          }
        });
  }

  private static Problem unreachable(Exchange exchange) {
    return Problems.notNow("the notices could not be reached in time", exchange.repeating());
  }
}
