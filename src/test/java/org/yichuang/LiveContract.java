package org.yichuang;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages of {@code asyncapi.yaml}, and a socket whose frames are held against them. */
public final class LiveContract {
  private final Map<String, JsonObject> files =
      Map.of("asyncapi.yaml", read("asyncapi.yaml"), "openapi.yaml", read("openapi.yaml"));

  private static JsonObject read(String file) {
    try (InputStream yaml = LiveContract.class.getResourceAsStream("/" + file)) {
      return new JsonObject(
          new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Object>>() {}));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What an operation of the contract sends, by the type that each message names. */
  public Map<String, Validator> messages(String operation) {
    JsonObject contract = files.get("asyncapi.yaml");
    Map<String, Validator> validators = new HashMap<>();
    JsonArray messages =
        contract.getJsonObject("operations").getJsonObject(operation).getJsonArray("messages");
    for (Object reference : messages) {
      JsonObject message = (JsonObject) whole(reference, "asyncapi.yaml");
      JsonObject payload = message.getJsonObject("payload");
      String type = payload.getJsonObject("properties").getJsonObject("type").getString("const");
      validators.put(type, validator(payload));
    }
    return validators;
  }

  private static Validator validator(JsonObject schema) {
    return Validator.create(
        JsonSchema.of(schema),
        new JsonSchemaOptions().setBaseUri("app://sockets").setDraft(Draft.DRAFT202012));
  }

  /** The same without references. */
  private Object whole(Object node, String file) {
    if (node instanceof JsonArray array) {
      return new JsonArray(array.stream().map(element -> whole(element, file)).toList());
    }
    if (!(node instanceof JsonObject object)) {
      return node;
    }
    JsonObject whole = new JsonObject();
    for (String name : object.fieldNames()) {
      if (!name.equals("$ref")) {
        whole.put(name, whole(object.getValue(name), file));
      }
    }
    String reference = object.getString("$ref");
    if (reference != null) {
      String[] parts = reference.split("#", 2);
      String target = parts[0].isEmpty() ? file : parts[0].substring(2);
      Object found = files.get(target);
      for (String step : parts[1].substring(1).split("/", -1)) {
        found = ((JsonObject) found).getValue(step);
      }
      whole.mergeIn((JsonObject) whole(found, target));
    }
    return whole;
  }

  /** A client that keeps what it gets. */
  public static final class Socket implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Socket(String base, String hall, String topic, @Nullable String token) {
      this(base, "/api/v1/halls/%s/live?topic=%s".formatted(hall, topic), token);
    }

    public Socket(String base, String path, @Nullable String token) {
      URI address = URI.create(base.replaceFirst("^http", "ws") + path);
      WebSocket.Builder builder = http.newWebSocketBuilder();
      if (token != null) {
        builder.header("Authorization", "Bearer " + token);
      }
      socket = builder.buildAsync(address, new Frames()).join();
    }

    public void ask() {
      socket.sendText("{\"type\":\"snapshot\"}", true).join();
    }

    /** Takes frames until each of the types came; fails at one that is not as the contract says. */
    void expect(Map<String, Validator> messages, Set<String> types) throws InterruptedException {
      Set<String> missing = new TreeSet<>(types);
      while (!missing.isEmpty()) {
        missing.remove(next(messages).getString("type"));
      }
    }

    /** The next frame; fails when it is not as the contract says, or none comes. */
    public JsonObject next(Map<String, Validator> messages) throws InterruptedException {
      JsonObject frame = frames.poll(30, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing came; expected one of " + messages.keySet());
      }
      Validator validator = messages.get(frame.getString("type"));
      if (validator == null) {
        throw new AssertionError("expected one of " + messages.keySet() + ", found " + frame);
      }
      OutputUnit output = validator.validate(frame);
      if (!output.getValid()) {
        throw new AssertionError(frame + ": " + said(output));
      }
      return frame;
    }

    private static String said(OutputUnit output) {
      List<OutputUnit> errors = output.getErrors() == null ? List.of() : output.getErrors();
      return new ArrayList<>(errors)
          .stream()
              .map(error -> error.getInstanceLocation() + " " + error.getError())
              .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
      socket.abort();
      http.shutdownNow();
    }

    private final class Frames implements WebSocket.Listener {
      private final StringBuilder text = new StringBuilder();

      @Override
      public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
          frames.add(new JsonObject(text.toString()));
          text.setLength(0);
        }
        from.request(1);
        return null;
      }
    }
  }
}
