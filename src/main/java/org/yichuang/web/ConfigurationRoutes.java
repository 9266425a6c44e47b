package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Configurations;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.people.Role;

/** A hall's configuration: written, read, put into force. Confined to one event loop. */
final class ConfigurationRoutes {
  private static final Permission MANAGES = Permission.oneOf(Role.MANAGER, Role.ADMIN);

  private final Configurations configurations;
  private final HallGateway gateway;
  private final HallCommands commands;

  ConfigurationRoutes(Configurations configurations, HallGateway gateway, HallCommands commands) {
    this.configurations = configurations;
    this.gateway = gateway;
    this.commands = commands;
  }

  private record StoredView(int version, boolean added) {}

  private record EntryView(int version, Instant storedAt, @Nullable String by) {
    static EntryView of(Configurations.Entry entry) {
      return new EntryView(entry.version(), entry.storedAt(), entry.by());
    }
  }

  private record WrittenView(
      int version, Instant storedAt, @Nullable String by, String file, @Nullable String items) {
    static WrittenView of(Configurations.Written written) {
      return new WrittenView(
          written.entry().version(),
          written.entry().storedAt(),
          written.entry().by(),
          written.texts().file(),
          written.texts().items());
    }
  }

  private record ConfigurationView(WrittenView inForce, WrittenView newest) {}

  private record HistoryView(List<EntryView> configurations) {}

  void addTo(Operations operations) {
    operations
        .on("storeConfiguration", MANAGES, this::store)
        .on("configuration", MANAGES, this::configuration)
        .on("configurations", MANAGES, this::history)
        .on("reconfigure", MANAGES, this::reconfigure);
  }

  private void store(Exchange exchange) {
    JsonObject body = exchange.body();
    Configurations.Texts texts =
        new Configurations.Texts(body.getString("file"), body.getString("items"));
    then(
        exchange,
        configurations.store(exchange.hall().id(), texts, exchange.principal().account()),
        storing -> {
          switch (storing) {
            case Configurations.Storing.Stored stored ->
                exchange.answer(
                    200, ApiJson.write(new StoredView(stored.version(), stored.added())));
            case Configurations.Storing.Invalid invalid ->
                exchange.answer(Problems.invalidConfiguration(invalid.problems()));
          }
        });
  }

  private void configuration(Exchange exchange) {
    HallId hall = exchange.hall().id();
    gateway.ask(
        new HallBus.HallQuery.TheBoard(hall),
        found ->
            exchange.run(
                () -> {
                  if (found instanceof HallBus.Found.Value<Board> board) {
                    configuration(exchange, hall, board.value().version());
                  } else {
                    exchange.answer(Problems.notNow("the hall did not answer in time"));
                  }
                }));
  }

  private void configuration(Exchange exchange, HallId hall, int inForce) {
    Future<Optional<Configurations.Written>> now = configurations.written(hall, inForce);
    Future<Optional<Configurations.Written>> newest =
        configurations
            .history(hall)
            .compose(all -> configurations.written(hall, all.getFirst().version()));
    then(
        exchange,
        Future.all(now, newest),
        both ->
            exchange.answer(
                200,
                ApiJson.write(
                    new ConfigurationView(
                        WrittenView.of(now.result().orElseThrow()),
                        WrittenView.of(newest.result().orElseThrow())))));
  }

  private void history(Exchange exchange) {
    then(
        exchange,
        configurations.history(exchange.hall().id()),
        entries ->
            exchange.answer(
                200, ApiJson.write(new HistoryView(entries.stream().map(EntryView::of).toList()))));
  }

  private void reconfigure(Exchange exchange) {
    commands.give(exchange, new HallCommand.ReconfigureHall(exchange.body().getInteger("version")));
  }

  private static <T> void then(Exchange exchange, Future<T> asked, Consumer<T> answer) {
    asked.onComplete(
        result ->
            exchange.run(
                () -> {
                  if (result.succeeded()) {
                    answer.accept(result.result());
                  } else {
                    exchange.answer(Problems.configurationsUnavailable());
                  }
                }));
  }
}
