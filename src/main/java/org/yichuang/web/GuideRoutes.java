package org.yichuang.web;

import java.time.Instant;
import java.util.Locale;
import org.yichuang.hall.PersonClass;
import org.yichuang.people.GuideCodes;
import org.yichuang.people.Role;

/** Codes by which guides vouch for somebody's class at a kiosk. Confined to one event loop. */
final class GuideRoutes {
  /** When one of the codes is over at the latest, seconds. */
  private static final long FULL_PAUSE = GuideCodes.LIFETIME.toSeconds();

  private final GuideCodes codes;

  GuideRoutes(GuideCodes codes) {
    this.codes = codes;
  }

  private record CodeView(
      String code, String personClass, String reason, Instant at, Instant expiresAt) {}

  void addTo(Operations operations) {
    operations.on(
        "makeGuideCode",
        Permission.oneOf(Role.GUIDE, Role.CLERK, Role.MANAGER, Role.ADMIN),
        this::make);
  }

  private void make(Exchange exchange) {
    String word = exchange.body().getString("class");
    String reason = exchange.body().getString("reason").strip();
    exchange.then(
        codes.make(
            exchange.hall().id(),
            new GuideCodes.Vouched(PersonClass.valueOf(word.toUpperCase(Locale.ROOT)), reason),
            exchange.principal()),
        making -> {
          switch (making) {
            case GuideCodes.Making.Made it ->
                exchange.answer(
                    201,
                    ApiJson.write(
                        new CodeView(
                            it.code(),
                            word,
                            reason,
                            it.expiresAt().minus(GuideCodes.LIFETIME),
                            it.expiresAt())));
            case GuideCodes.Making.TooMany it ->
                exchange.answer(AccountProblems.tooManyGuideCodes(FULL_PAUSE));
          }
        });
  }
}
