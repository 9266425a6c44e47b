package org.yichuang;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A browser without a screen, driven by its DevTools protocol. Blocking. */
final class Chromium implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final String LISTENING = "DevTools listening on ";
  private static final int SECONDS = 30;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonObject>> paused = new ConcurrentHashMap<>();
  private final List<String> mistakes = java.util.Collections.synchronizedList(new ArrayList<>());

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Messages()).join();
  }

  static Optional<Path> installed() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  static Chromium start(Path binary) throws Exception {
    Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    CompletableFuture<String> listening = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> follow(process, listening));
    try {
      return new Chromium(process, profile, URI.create(listening.get(SECONDS, TimeUnit.SECONDS)));
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private static void follow(Process process, CompletableFuture<String> listening) {
    try (BufferedReader output = process.errorReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(LISTENING)) {
          listening.complete(line.substring(LISTENING.length()).strip());
        }
      }
    } catch (IOException ended) {
      listening.completeExceptionally(ended);
    }
    listening.completeExceptionally(new IllegalStateException("Chromium ended"));
  }

  /** What scripts threw, and what the policy of a page forbade. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** A page with cookies and storage of its own. */
  Tab open(String address, int width, int height) {
    String context =
        send(null, "Target.createBrowserContext", new JsonObject()).getString("browserContextId");
    String target =
        send(
                null,
                "Target.createTarget",
                new JsonObject().put("url", "about:blank").put("browserContextId", context))
            .getString("targetId");
    String session =
        send(
                null,
                "Target.attachToTarget",
                new JsonObject().put("targetId", target).put("flatten", true))
            .getString("sessionId");
    Tab tab = new Tab(session);
    tab.send("Runtime.enable", new JsonObject());
    tab.send("Log.enable", new JsonObject());
    tab.send("Page.enable", new JsonObject());
    tab.send(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    tab.go(address);
    return tab;
  }

  /** One page. */
  final class Tab {
    private final String session;

    private Tab(String session) {
      this.session = session;
    }

    private JsonObject send(String method, JsonObject parameters) {
      return Chromium.this.send(session, method, parameters);
    }

    void go(String address) {
      send("Page.navigate", new JsonObject().put("url", address));
      await("location.href === '%s' && document.readyState === 'complete'".formatted(address));
    }

    void reload() {
      evaluate("window.old = true");
      send("Page.reload", new JsonObject());
      await("!window.old && document.readyState === 'complete'");
    }

    /** The value of an expression. */
    Object evaluate(String expression) {
      JsonObject answer =
          send(
              "Runtime.evaluate",
              new JsonObject()
                  .put("expression", expression)
                  .put("awaitPromise", true)
                  .put("returnByValue", true));
      if (answer.containsKey("exceptionDetails")) {
        throw new IllegalStateException(expression + ": " + answer.encode());
      }
      return answer.getJsonObject("result").getValue("value");
    }

    /** Waits in the page until the expression is true. */
    void await(String condition) {
      String waits =
          """
          new Promise((done) => {
            const end = Date.now() + %d;
            const look = () => {
              let holds = false;
              try { holds = Boolean(%s); } catch (notYet) { holds = false; }
              if (holds || Date.now() > end) { done(holds); } else { setTimeout(look, 20); }
            };
            look();
          })
          """
              .formatted(SECONDS * 1_000, condition);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      for (; ; ) {
        try {
          if (Boolean.TRUE.equals(evaluate(waits))) {
            return;
          }
          throw new AssertionError(
              "never true: " + condition + "\n" + evaluate("document.body.innerText"));
        } catch (IllegalStateException leftThePage) {
          if (System.nanoTime() > end) {
            throw leftThePage;
          }
        }
      }
    }

    void click(String selector) {
      await("document.querySelector('%s')".formatted(selector));
      evaluate("document.querySelector('%s').click()".formatted(selector));
    }

    void type(String selector, String text) {
      await("document.querySelector('%s')".formatted(selector));
      evaluate("document.querySelector('%s').focus()".formatted(selector));
      send("Input.insertText", new JsonObject().put("text", text));
    }

    /** Presses the space bar where the focus is. */
    void pressSpace() {
      press(" ");
    }

    /** Presses the key of a letter, a digit or the space bar where the focus is. */
    void press(String character) {
      press(
          new JsonObject()
              .put("key", character)
              .put("windowsVirtualKeyCode", (int) character.toUpperCase(Locale.ROOT).charAt(0)),
          character);
    }

    void pressTab() {
      press(new JsonObject().put("key", "Tab").put("windowsVirtualKeyCode", 9), "");
    }

    void pressEnter() {
      press(new JsonObject().put("key", "Enter").put("windowsVirtualKeyCode", 13), "\r");
    }

    private void press(JsonObject key, String text) {
      send("Input.dispatchKeyEvent", key.copy().put("type", "keyDown").put("text", text));
      send("Input.dispatchKeyEvent", key.copy().put("type", "keyUp"));
    }

    /** What a person would see now. */
    void screenshot(Path png) throws IOException {
      String data =
          send("Page.captureScreenshot", new JsonObject().put("format", "png")).getString("data");
      Files.createDirectories(png.getParent());
      Files.write(png, Base64.getDecoder().decode(data));
    }

    /** An attribute of an element. */
    String text(String selector, String attribute) {
      return (String)
          evaluate(
              "document.querySelector('%s').getAttribute('%s')".formatted(selector, attribute));
    }

    String text(String selector) {
      return (String) evaluate("document.querySelector('%s').textContent".formatted(selector));
    }

    /** Breaks the connection once, after the server has answered, before the page hears of it. */
    AtomicBoolean loseOneAnswer(String pattern) {
      AtomicBoolean lost = new AtomicBoolean();
      paused.put(
          session,
          event -> {
            JsonObject request = new JsonObject().put("requestId", event.getString("requestId"));
            if (lost.compareAndSet(false, true)) {
              send("Fetch.failRequest", request.put("errorReason", "ConnectionReset"));
            } else {
              send("Fetch.continueResponse", request);
            }
          });
      send(
          "Fetch.enable",
          new JsonObject()
              .put(
                  "patterns",
                  new io.vertx.core.json.JsonArray()
                      .add(
                          new JsonObject()
                              .put("urlPattern", pattern)
                              .put("requestStage", "Response"))));
      return lost;
    }
  }

  private JsonObject send(String session, String method, JsonObject parameters) {
    try {
      JsonObject answer = post(session, method, parameters).get(2L * SECONDS, TimeUnit.SECONDS);
      if (answer.containsKey("error")) {
        throw new IllegalStateException(method + ": " + answer.encode());
      }
      return answer.getJsonObject("result");
    } catch (IllegalStateException refused) {
      throw refused;
    } catch (Exception failed) {
      throw new AssertionError(method, failed);
    }
  }

  private synchronized CompletableFuture<JsonObject> post(
      String session, String method, JsonObject parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject message =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(message.encode(), true).join();
    return answer;
  }

  private void heard(JsonObject message) {
    Integer id = message.getInteger("id");
    if (id != null) {
      CompletableFuture<JsonObject> answer = waiting.remove(id);
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    JsonObject event = message.getJsonObject("params", new JsonObject());
    switch (message.getString("method", "")) {
      case "Runtime.exceptionThrown" ->
          mistakes.add(event.getJsonObject("exceptionDetails").encode());
      case "Log.entryAdded" -> {
        JsonObject entry = event.getJsonObject("entry");
        if (entry.getString("source").equals("security")) {
          mistakes.add(entry.encode());
        }
      }
      case "Fetch.requestPaused" -> {
        Consumer<JsonObject> handler = paused.get(message.getString("sessionId"));
        if (handler != null) {
          Thread.ofVirtual().start(() -> handler.accept(event));
        }
      }
      default -> {}
    }
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard(new JsonObject(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      process.destroyForcibly().onExit().join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
