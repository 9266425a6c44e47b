package org.yichuang.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Configurations;
import org.yichuang.catalogue.Difference;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.people.Role;

/** A hall's configuration: written, read, put into force. Confined to one event loop. */
final class ConfigurationRoutes {
  private static final Permission MANAGES = Permission.oneOf(Role.MANAGER, Role.ADMIN);

  private static final ObjectMapper JSON = new ObjectMapper();

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

  private record ChangeView(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    static ChangeView of(Difference.Change change) {
      return new ChangeView(change.path(), value(change.before()), value(change.after()));
    }

    private static @Nullable JsonNode value(@Nullable String json) {
      return json == null ? null : tree(json);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("a configuration is no JSON", unreadable);
    }
  }

  /**
   * @param against the version that is in force
   * @param more changes than are told
   * @param alwaysOpen true or null
   */
  private record PreviewView(
      String file,
      JsonNode tree,
      int against,
      List<ChangeView> changes,
      boolean more,
      @Nullable Boolean alwaysOpen) {}

  /**
   * @param changes since the version before it; none for the first
   */
  private record VersionView(
      int version,
      Instant storedAt,
      @Nullable String by,
      String file,
      @Nullable String items,
      List<ChangeView> changes,
      boolean more) {}

  private record HistoryView(List<EntryView> configurations) {}

  void addTo(Operations operations) {
    operations
        .on("storeConfiguration", MANAGES, this::store)
        .on("configuration", MANAGES, this::configuration)
        .on("previewConfiguration", MANAGES, this::preview)
        .on("configurations", MANAGES, this::history)
        .on("configurationVersion", MANAGES, this::version)
        .on("reconfigure", MANAGES, this::reconfigure);
  }

  private void store(Exchange exchange) {
    JsonObject body = exchange.body();
    Configurations.Texts texts =
        new Configurations.Texts(body.getString("file"), body.getString("items"));
    exchange.then(
        configurations.store(
            exchange.hall().id(), texts, over(body), exchange.principal().account()),
        Problems.configurationsUnavailable(),
        storing -> {
          switch (storing) {
            case Configurations.Storing.Stored stored ->
                exchange.answer(
                    200, ApiJson.write(new StoredView(stored.version(), stored.added())));
            case Configurations.Storing.Overtaken(int newest) ->
                exchange.answer(Problems.configurationOvertaken(body.getInteger("over"), newest));
            case Configurations.Storing.Invalid invalid ->
                exchange.answer(Problems.invalidConfiguration(invalid.problems()));
          }
        });
  }

  private static OptionalInt over(JsonObject body) {
    Integer version = body.getInteger("over");
    return version == null ? OptionalInt.empty() : OptionalInt.of(version);
  }

  private void configuration(Exchange exchange) {
    HallId hall = exchange.hall().id();
    inForce(exchange, version -> configuration(exchange, hall, version));
  }

  private void inForce(Exchange exchange, IntConsumer then) {
    gateway.ask(
        new HallBus.HallQuery.TheBoard(exchange.hall().id()),
        found ->
            exchange.run(
                () -> {
                  if (found instanceof HallBus.Found.Value<Board> board) {
                    then.accept(board.value().version());
                  } else {
                    exchange.answer(
                        Problems.notNow("the hall did not answer in time", exchange.repeating()));
                  }
                }));
  }

  private void preview(Exchange exchange) {
    inForce(exchange, version -> preview(exchange, version));
  }

  private void preview(Exchange exchange, int against) {
    JsonObject body = exchange.body();
    List<Configurations.Edit> edits =
        body.getJsonArray("edits", new JsonArray()).stream()
            .map(each -> (JsonObject) each)
            .map(
                edit ->
                    new Configurations.Edit(
                        edit.getString("path"), Json.encode(edit.getValue("value"))))
            .toList();
    exchange.then(
        configurations.preview(
            exchange.hall().id(),
            new Configurations.Texts(body.getString("file"), body.getString("items")),
            edits,
            against),
        Problems.configurationsUnavailable(),
        previewing -> {
          switch (previewing) {
            case Configurations.Previewing.Fits fits ->
                exchange.answer(
                    200,
                    ApiJson.write(
                        new PreviewView(
                            fits.texts().file(),
                            tree(fits.tree()),
                            against,
                            changes(fits.difference()),
                            fits.difference().more(),
                            fits.alwaysOpen() ? true : null)));
            case Configurations.Previewing.Invalid invalid ->
                exchange.answer(Problems.invalidConfiguration(invalid.problems()));
          }
        });
  }

  private static List<ChangeView> changes(Difference difference) {
    return difference.changes().stream().map(ChangeView::of).toList();
  }

  private void version(Exchange exchange) {
    HallId hall = exchange.hall().id();
    int version = Integer.parseInt(exchange.parameter("version"));
    Future<Optional<Configurations.Written>> written = configurations.written(hall, version);
    Future<Optional<Difference>> difference = configurations.difference(hall, version - 1, version);
    exchange.then(
        Future.all(written, difference),
        Problems.configurationsUnavailable(),
        both -> {
          Configurations.Written found = written.result().orElse(null);
          if (found == null) {
            exchange.answer(Problems.unknownConfiguration(version));
            return;
          }
          Difference changed = difference.result().orElse(new Difference(List.of(), false));
          exchange.answer(
              200,
              ApiJson.write(
                  new VersionView(
                      version,
                      found.entry().storedAt(),
                      found.entry().by(),
                      found.texts().file(),
                      found.texts().items(),
                      changes(changed),
                      changed.more())));
        });
  }

  private void configuration(Exchange exchange, HallId hall, int inForce) {
    Future<Optional<Configurations.Written>> now = configurations.written(hall, inForce);
    Future<Optional<Configurations.Written>> newest =
        configurations
            .history(hall)
            .compose(all -> configurations.written(hall, all.getFirst().version()));
    exchange.then(
        Future.all(now, newest),
        Problems.configurationsUnavailable(),
        both ->
            exchange.answer(
                200,
                ApiJson.write(
                    new ConfigurationView(
                        WrittenView.of(now.result().orElseThrow()),
                        WrittenView.of(newest.result().orElseThrow())))));
  }

  private void history(Exchange exchange) {
    exchange.then(
        configurations.history(exchange.hall().id()),
        Problems.configurationsUnavailable(),
        entries ->
            exchange.answer(
                200, ApiJson.write(new HistoryView(entries.stream().map(EntryView::of).toList()))));
  }

  private void reconfigure(Exchange exchange) {
    commands.give(exchange, new HallCommand.ReconfigureHall(exchange.body().getInteger("version")));
  }
}
