package org.yichuang.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.LocalText;
import org.yichuang.people.ExternalIdentities.Linking;

/**
 * Which identity provider there is, and which accounts are linked to identities of it. Confined to
 * one event loop.
 */
final class IdentityRoutes {
  private final @Nullable SingleSignOn single;

  IdentityRoutes(Optional<SingleSignOn> single) {
    this.single = single.orElse(null);
  }

  private record Providers(List<Provider> providers) {}

  /**
   * @param address where a browser begins, with {@code return}
   */
  private record Provider(LocalText name, String address) {}

  void addTo(Operations operations) {
    operations
        .on("signInProviders", Permission.anyone(), this::providers)
        .on("identity", AccountRoutes.ADMINISTERS, with(IdentityRoutes::linked))
        .on("linkIdentity", AccountRoutes.ADMINISTERS, with(IdentityRoutes::link))
        .on("unlinkIdentity", AccountRoutes.ADMINISTERS, with(IdentityRoutes::unlink));
  }

  private void providers(Exchange exchange) {
    exchange.answer(
        200,
        ApiJson.write(
            new Providers(
                single == null
                    ? List.of()
                    : List.of(new Provider(single.name(), SingleSignOn.ADDRESS)))));
  }

  private Consumer<Exchange> with(BiConsumer<Exchange, SingleSignOn> action) {
    return exchange -> {
      if (single == null) {
        exchange.answer(AccountProblems.noIdentityProvider());
      } else {
        action.accept(exchange, single);
      }
    };
  }

  private static void linked(Exchange exchange, SingleSignOn from) {
    answer(
        exchange,
        from.identities()
            .linked(exchange.parameter("account"), from.provider().issuer(), exchange.principal()));
  }

  private static void link(Exchange exchange, SingleSignOn from) {
    answer(
        exchange,
        from.identities()
            .link(
                exchange.parameter("account"),
                from.provider().issuer(),
                exchange.body().getString("subject"),
                exchange.principal()));
  }

  private static void unlink(Exchange exchange, SingleSignOn from) {
    answer(
        exchange,
        from.identities()
            .unlink(exchange.parameter("account"), from.provider().issuer(), exchange.principal()));
  }

  private static void answer(Exchange exchange, Future<Linking> asked) {
    exchange.then(
        asked,
        linking -> {
          switch (linking) {
            case Linking.Linked it -> exchange.answer(200, ApiJson.write(it.link()));
            case Linking.Unlinked it -> exchange.answerNothing();
            case Linking.NotLinked it ->
                exchange.answer(AccountProblems.unknownIdentity(exchange.parameter("account")));
            case Linking.Taken it -> exchange.answer(AccountProblems.identityTaken());
            case Linking.Refused it -> exchange.answer(AccountProblems.refused(it.refusal()));
          }
        });
  }
}
