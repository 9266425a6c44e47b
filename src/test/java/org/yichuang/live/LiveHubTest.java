package org.yichuang.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.live.Boards.DAY;
import static org.yichuang.live.Boards.board;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;

/** Real sockets at a real hub, with limits that a test can reach. */
class LiveHubTest {
  private static final HallId HALL = new HallId(1);
  private static final LiveLimits LIMITS = new LiveLimits(3, 50, 300, 4_096, 2);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Source source = new Source();
  private Context loop;
  private LiveHub hub;
  private int port;
  private int seq;

  /** Counts, and shows nothing by itself. */
  private static final class Source implements BoardSource {
    final AtomicInteger rooms = new AtomicInteger();
    final AtomicInteger sockets = new AtomicInteger();

    @Override
    public void join(HallId hall, LiveHub hub) {
      rooms.incrementAndGet();
    }

    @Override
    public void leave(HallId hall, LiveHub hub) {
      rooms.decrementAndGet();
    }

    @Override
    public boolean admit() {
      return sockets.incrementAndGet() <= LIMITS.maxSockets();
    }

    @Override
    public void dismiss() {
      sockets.decrementAndGet();
    }

    @Override
    public LiveLimits limits() {
      return LIMITS;
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }
  }

  private volatile boolean permitted = true;

  @BeforeEach
  void start() throws Exception {
    loop = vertx.getOrCreateContext();
    hub = new LiveHub(loop, source, (CaseSource) null, metrics);
    Future<Integer> listening =
        Future.future(
            promise ->
                loop.runOnContext(
                    unused ->
                        vertx
                            .createHttpServer(
                                new HttpServerOptions()
                                    .setSendBufferSize(4_096)
                                    .setHost("127.0.0.1")
                                    .setPort(0))
                            .webSocketHandler(
                                socket -> {
                                  if (hub.admit()) {
                                    if (socket.path().equals("/supervision")) {
                                      hub.openSupervision(
                                          HALL,
                                          socket,
                                          () -> Future.succeededFuture(permitted),
                                          () -> {});
                                    } else {
                                      hub.open(HALL, socket);
                                    }
                                  } else {
                                    hub.dismiss();
                                    socket.close((short) 4000, "full");
                                  }
                                })
                            .listen()
                            .map(server -> server.actualPort())
                            .onComplete(promise)));
    port = listening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** A browser that reads only when it is told to. */
  private static final class Client implements AutoCloseable {
    private static final String HANDSHAKE =
        """
        GET / HTTP/1.1
        Host: x
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """;
    final Socket socket = new Socket();
    final DataInputStream in;

    Client(int port) throws IOException {
      this(port, "/");
    }

    Client(int port, String path) throws IOException {
      socket.setReceiveBufferSize(4_096);
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      in = new DataInputStream(socket.getInputStream());
      socket
          .getOutputStream()
          .write(
              HANDSHAKE
                  .replace("GET /", "GET " + path)
                  .replace("\n", "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readByte());
      }
      assertTrue(head.toString().startsWith("HTTP/1.1 101"), head.toString());
    }

    /** The next text; or {@code close } and its code. */
    String read() throws IOException {
      int opcode = in.readUnsignedByte() & 15;
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      }
      byte[] payload = in.readNBytes(length);
      return opcode == 8
          ? "close " + (((payload[0] & 255) << 8) | (payload[1] & 255))
          : new String(payload, StandardCharsets.UTF_8);
    }

    /** Sends a text of at most 125 bytes; its mask is zero. */
    void send(String text) throws IOException {
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      byte[] frame = new byte[6 + payload.length];
      frame[0] = (byte) 0x81;
      frame[1] = (byte) (0x80 | payload.length);
      System.arraycopy(payload, 0, frame, 6, payload.length);
      socket.getOutputStream().write(frame);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private void show() {
    Board before = board(DAY, Math.max(1, seq));
    seq++;
    Board board = board(DAY, seq);
    ShownBoard shown = new ShownBoard("hall", 1, board, seq == 1 ? null : board.since(before));
    hub.show(HALL, shown, seq == 1 ? null : shown.delta(board.since(before)));
  }

  private void nothingUnderWay() throws Exception {
    Future.future(promise -> loop.runOnContext(unused -> promise.complete()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private double count(String name) {
    return metrics.counter(name).count();
  }

  private void until(BooleanSupplier holds, Runnable meanwhile) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never happens");
      meanwhile.run();
      LockSupport.parkNanos(100_000);
    }
  }

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }

  @Test
  void supervisors_see_their_own_view_and_only_while_they_may() throws Exception {
    try (Client client = new Client(port, "/supervision");
        Client display = new Client(port)) {
      until(() -> source.sockets.get() == 2, () -> {});
      show();
      JsonObject first = json(client.read());
      assertEquals("snapshot", first.getString("type"));
      assertEquals(0, first.getJsonObject("supervision").getJsonArray("alarms").size());
      assertFalse(json(display.read()).getJsonObject("board").containsKey("alarms"));
      show();
      JsonObject delta = json(client.read());
      assertEquals("delta", delta.getString("type"));
      assertEquals(2, delta.getInteger("to"));
      permitted = false;
      hub.heartbeat(HALL, new SharedText("{}".getBytes(StandardCharsets.UTF_8)), null);
      assertEquals("close 4001", client.read());
      assertEquals("delta", json(display.read()).getString("type"));
      assertEquals("{}", display.read());
    }
  }

  @Test
  void whoever_may_not_look_any_more_is_sent_away_before_the_next_heartbeat() throws Exception {
    try (Client client = new Client(port, "/supervision");
        Client display = new Client(port)) {
      until(() -> source.sockets.get() == 2, () -> {});
      show();
      client.read();
      display.read();
      hub.reviewPermits();
      show();
      assertEquals("delta", json(client.read()).getString("type"));
      assertEquals("delta", json(display.read()).getString("type"));
      permitted = false;
      hub.reviewPermits();
      assertEquals("close 4001", client.read());
      show();
      assertEquals("delta", json(display.read()).getString("type"));
    }
  }

  @Test
  void a_socket_gets_the_board_then_what_changes_it() throws Exception {
    show();
    try (Client client = new Client(port)) {
      until(() -> source.rooms.get() == 1, () -> {});
      show();
      JsonObject first = json(client.read());
      assertEquals("snapshot", first.getString("type"));
      assertEquals(seq, first.getInteger("seq"));
      show();
      JsonObject delta = json(client.read());
      assertEquals("delta", delta.getString("type"));
      assertEquals(seq - 1, delta.getInteger("from"));
      assertEquals(seq, delta.getInteger("to"));
      assertEquals(
          "{\"queues\":[{\"id\":\"social\",\"prefix\":\"B\",\"waiting\":3,\"issued\":3}]}",
          delta.getJsonObject("changes").encode());
      hub.heartbeat(HALL, new SharedText("{}".getBytes(StandardCharsets.UTF_8)), null);
      assertEquals("{}", client.read());
    }
    until(() -> source.rooms.get() == 0 && source.sockets.get() == 0, () -> {});
  }

  @Test
  void every_socket_reads_the_same_bytes() throws Exception {
    try (Client one = new Client(port);
        Client other = new Client(port)) {
      until(() -> source.sockets.get() == 2, () -> {});
      for (int i = 0; i < 20; i++) {
        show();
        assertEquals(one.read(), other.read());
      }
    }
  }

  @Test
  void a_snapshot_is_sent_when_asked_for_but_not_too_often() throws Exception {
    try (Client client = new Client(port)) {
      until(() -> source.rooms.get() == 1, () -> {});
      show();
      client.read();
      for (int i = 0; i < LIMITS.requestsPerHeartbeat(); i++) {
        client.send("{\"type\":\"snapshot\"}");
        assertEquals("snapshot", json(client.read()).getString("type"));
      }
      client.send("{\"type\":\"snapshot\"}");
      assertEquals("close 1008", client.read());
    }
  }

  @Test
  void anything_else_than_a_request_closes_the_socket() throws Exception {
    for (String text : new String[] {"hello", "{}", "[]", "{\"type\":\"delta\"}", ""}) {
      try (Client client = new Client(port)) {
        client.send(text);
        assertEquals("close 1008", client.read(), text);
      }
    }
  }

  @Test
  void no_more_sockets_than_the_limit() throws Exception {
    try (Client one = new Client(port);
        Client two = new Client(port);
        Client three = new Client(port);
        Client four = new Client(port)) {
      assertEquals("close 4000", four.read());
      show();
      assertEquals(one.read(), two.read());
      assertEquals("snapshot", json(three.read()).getString("type"));
    }
  }

  @Test
  void a_slow_socket_that_catches_up_gets_the_newest_board_and_the_others_never_wait()
      throws Exception {
    try (Client slow = new Client(port);
        Client quick = new Client(port)) {
      until(() -> source.sockets.get() == 2, () -> {});
      int[] read = new int[1];
      until(
          () -> count("yichuang.socket.frames.skipped") > 0,
          () -> {
            show();
            try {
              JsonObject message = json(quick.read());
              read[0] = message.getInteger("seq", message.getInteger("to"));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            assertEquals(seq, read[0]);
          });
      JsonObject last = json(slow.read());
      while (!(last.getString("type").equals("snapshot") && last.getInteger("seq") == seq)) {
        last = json(slow.read());
      }
      show();
      assertEquals(seq, json(slow.read()).getInteger("to"));
      assertEquals(0, count("yichuang.socket.closed.slow"));
    }
  }

  @Test
  void a_socket_that_stays_slow_is_closed_with_its_own_code() throws Exception {
    try (Client slow = new Client(port)) {
      until(() -> source.sockets.get() == 1, () -> {});
      until(() -> count("yichuang.socket.frames.skipped") > 0, this::show);
      SharedText beat = new SharedText("{}".getBytes(StandardCharsets.UTF_8));
      until(() -> count("yichuang.socket.closed.slow") > 0, () -> hub.heartbeat(HALL, beat, null));
      hub.heartbeat(HALL, beat, null);
      nothingUnderWay();
      assertEquals(1, count("yichuang.socket.closed.slow"));
      String last = slow.read();
      while (!last.startsWith("close")) {
        last = slow.read();
      }
      assertEquals("close 4008", last);
    }
  }

  @Test
  void a_node_that_stops_says_so() throws Exception {
    try (Client client = new Client(port)) {
      until(() -> source.sockets.get() == 1, () -> {});
      hub.closeAll();
      assertEquals("close 1001", client.read());
    }
  }
}
