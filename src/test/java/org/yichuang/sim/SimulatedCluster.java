package org.yichuang.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.yichuang.cluster.CasePorts;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.HallOwner;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.HallRequest;
import org.yichuang.cluster.NoCases;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.OwnerPorts;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.journal.Timers;

/** Nodes that come and go, what each believes about the halls' owners, and what lies between. */
final class SimulatedCluster {
  private static final long HEARTBEAT_MILLIS = 5_000;
  private static final long POLL_MILLIS = 1_500;
  private static final long RESTING_MILLIS = 900_000;

  private final World world;
  private final SimulatedJournal journal;
  private final SimulatedHalls halls;
  private final SplittableRandom random;
  private final SplittableRandom network;
  private final SplittableRandom weather;
  private final List<Node> nodes = new ArrayList<>();

  /** Who should own a hall, by the number of the node. */
  private final Map<HallId, Integer> owners = new LinkedHashMap<>();

  private final int laneRows;
  private final CasePorts.Limits caseLimits;

  SimulatedCluster(World world, SimulatedJournal journal, SimulatedHalls halls) {
    this.world = world;
    this.journal = journal;
    this.halls = halls;
    random = world.randomOf("cluster");
    network = world.randomOf("network");
    weather = world.randomOf("weather");
    int count = 1 + random.nextInt(3);
    laneRows = random.nextInt(3) == 0 ? 3 : 2_000;
    caseLimits = caseLimits(world.randomOf("limits of cases"));
    for (HallConfig hall : halls.halls()) {
      owners.put(hall.id(), random.nextInt(count));
    }
    for (int number = 0; number < count; number++) {
      nodes.add(new Node(number));
    }
    nodes.forEach(Node::start);
  }

  /** Wide ones, and such that are met all the time. */
  private static CasePorts.Limits caseLimits(SplittableRandom random) {
    boolean narrow = random.nextInt(3) == 0;
    boolean near = random.nextInt(4) == 0;
    return new CasePorts.Limits(
        narrow ? 2 : 5_000,
        narrow ? 2 : 500,
        near ? 600_000 : random.nextBoolean() ? 3_600_000 : 43_200_000,
        near ? 3 : 20_000,
        1_000,
        narrow ? 2 : 500,
        narrow ? 3 : 1_000,
        random.nextBoolean() ? 3_000 : 0,
        narrow ? 1 : 100);
  }

  List<Node> nodes() {
    return nodes;
  }

  /** Everybody is up, everybody knows who owns what, and nothing goes wrong any more. */
  void calm() {
    for (Node node : nodes) {
      node.obstinate.clear();
      node.cutOffUntil = 0;
      node.time.stalledUntil = 0;
      if (!node.up) {
        node.start();
      }
      owners.keySet().forEach(node::learn);
    }
  }

  /** The node that should own the hall. */
  Node owner(HallId hall) {
    return nodes.get(owners.get(hall));
  }

  /** Nobody comes for hours or days; perhaps the machines are switched off. */
  void rest() {
    long millis = random.nextLong(20, 60) * RESTING_MILLIS * 4;
    rest(millis, random.nextBoolean() && world.may(Fault.CRASH));
  }

  /**
   * The same for that long.
   *
   * @param off whether the machines are switched off
   */
  void rest(long millis, boolean off) {
    world.count("rest");
    world.line("world", "rests for " + millis + " ms" + (off ? ", switched off" : ""));
    world.restUntil = world.time.now() + millis;
    world.quiet = true;
    if (off) {
      nodes.stream().filter(node -> node.up).forEach(Node::crash);
    } else {
      calm();
      world.history.calms.add(new History.Calm(world.time.now(), world.restUntil));
    }
    world.time.after(
        millis,
        () -> {
          world.quiet = false;
          for (Node node : nodes) {
            if (!node.up) {
              node.start();
            }
          }
          trouble();
          if (world.plan.cases()) {
            wake();
            weather();
          }
        });
  }

  /** Whatever looks around now and then looks around as often as by day. */
  void wake() {
    nodes.forEach(Node::wake);
  }

  /** Lets nodes, owners, clocks and the database fail until the world is quiet. */
  void trouble() {
    world.time.after(
        400 + random.nextInt(3_000),
        () -> {
          if (!world.quiet) {
            oneTrouble();
            trouble();
          }
        });
  }

  /** Threads that stand still and nodes that are cut off, until the world is quiet. */
  void weather() {
    world.time.after(
        1_000 + weather.nextInt(8_000),
        () -> {
          if (!world.quiet) {
            Node node = nodes.get(weather.nextInt(nodes.size()));
            long millis = weather.nextLong(300, 5_000);
            if (weather.nextBoolean()) {
              if (world.may(Fault.PAUSE) && node.up) {
                node.stall(millis);
              }
            } else if (world.may(Fault.PARTITION) && node.up) {
              node.cutOff(2 * millis);
            }
            weather();
          }
        });
  }

  /** Every node believes for a while that it owns every hall. */
  void duelForAll() {
    for (Node node : nodes) {
      for (HallId hall : owners.keySet()) {
        node.obstinate.put(hall, world.time.now() + 500);
        node.believe(hall, node.id());
      }
    }
  }

  private void oneTrouble() {
    Node node = nodes.get(random.nextInt(nodes.size()));
    HallId hall = new HallId(1 + random.nextInt(owners.size()));
    long millis = random.nextLong(200, 4_200);
    int what = random.nextInt(12);
    if (what < 4) {
      if (world.may(Fault.MOVE)) {
        assign(hall, node.number);
      }
    } else if (what < 7) {
      if (world.may(Fault.DUEL) && node.up) {
        world.count("duel");
        world.line(node.name, "believes that it owns " + hall + " for " + millis + " ms");
        node.obstinate.put(hall, world.time.now() + millis);
        node.believe(hall, node.id());
      }
    } else if (what < 9) {
      if (world.may(Fault.CRASH) && node.up) {
        node.crash();
        world.time.after(millis, () -> reassign(node));
        world.time.after(
            100 + random.nextInt(6_000),
            () -> {
              if (!node.up && !world.resting()) {
                node.start();
              }
            });
      }
    } else if (what < 11) {
      if (world.may(Fault.CLOCK_STEP)) {
        node.step(skew());
      }
    } else if (world.may(Fault.OUTAGE)) {
      journal.outage(random.nextInt(5) == 0 ? 3 * millis : millis);
    }
  }

  private void reassign(Node gone) {
    List<Node> up = nodes.stream().filter(node -> node.up && !node.isCutOff()).toList();
    if ((!gone.up || gone.isCutOff()) && !up.isEmpty()) {
      owners.forEach(
          (hall, number) -> {
            if (number == gone.number) {
              assign(hall, up.get(random.nextInt(up.size())).number);
            }
          });
    }
  }

  private void assign(HallId hall, int number) {
    owners.put(hall, number);
    world.line("cluster", hall + " belongs to node " + number);
    for (Node node : nodes) {
      world.time.after(
          random.nextInt(3) == 0 ? random.nextInt(1_500) : random.nextInt(40),
          () -> node.hears(() -> node.learn(hall)));
    }
  }

  private Optional<Node> find(NodeId id) {
    return nodes.stream().filter(node -> node.up && node.id().equals(id)).findFirst();
  }

  private long skew() {
    return random.nextInt(-1_000, 1_001);
  }

  private long hop() {
    boolean slow = world.strikes(network, Fault.BUS_DELAY, 0.06);
    int tail = network.nextInt(5_000);
    return 1L + network.nextInt(4) + (slow ? tail : 0);
  }

  /** Delivers a message once, twice or never. */
  private void carry(String what, boolean cutOff, Runnable arrival) {
    boolean lost = world.strikes(network, Fault.BUS_LOSS, 0.03);
    boolean doubled = world.strikes(network, Fault.BUS_DOUBLE, 0.06);
    long first = hop();
    long second = hop();
    if (lost) {
      world.count("lost " + what);
      return;
    }
    if (cutOff) {
      world.count("cut off: " + what);
      return;
    }
    world.time.after(first, arrival);
    if (doubled) {
      world.count("doubled " + what);
      world.time.after(second, arrival);
    }
  }

  /** One node; each start of it is a new one to the others. */
  final class Node {
    final int number;
    final Map<HallId, HallOwner> halls = new LinkedHashMap<>();
    final Map<HallId, Replica> replicas = new LinkedHashMap<>();
    final List<History.Attempt> inFlight = new ArrayList<>();
    private final Map<HallId, NodeId> view = new HashMap<>();
    private final Map<HallId, Long> obstinate = new HashMap<>();
    boolean up;
    String name = "";
    HallGateway gateway;
    private int starts;
    private Lane lane;
    private SimulatedJournal.Connection connection;
    private SimulatedTime.NodeTime time;
    private SimulatedHalls.Known known;
    private long cutOffUntil;
    private Timers.Timer polling;
    private Timers.Timer beating;

    Node(int number) {
      this.number = number;
    }

    NodeId id() {
      return new NodeId(name);
    }

    private void start() {
      up = true;
      name = "n" + number + "." + ++starts;
      world.line(name, "starts");
      halls.clear();
      replicas.clear();
      view.clear();
      obstinate.clear();
      inFlight.clear();
      time =
          world.time
          .new NodeTime(
              world.plan.faults().contains(Fault.CLOCK_SKEW) ? skew() : 0, this::lateness);
      cutOffUntil = 0;
      connection = journal.new Connection(name, time);
      known = SimulatedCluster.this.halls.new Known(world, time);
      lane =
          new Lane(
              connection,
              time,
              time,
              new Lane.Limits(laneRows, laneRows, 3_000, 5_000, 250),
              new CountingWatch());
      OwnerPorts ports =
          new OwnerPorts(
              name,
              known,
              lane,
              connection,
              time,
              time,
              new Publisher(this),
              random.split(),
              OwnerPorts.Limits.DEFAULT,
              world.plan.cases() ? casePorts() : NoCases.ports());
      gateway =
          new HallGateway(
              hall -> Optional.ofNullable(view.get(hall)),
              new Bus(this),
              time,
              time,
              HallGateway.Limits.DEFAULT);
      for (HallId hall : owners.keySet()) {
        halls.put(hall, new HallOwner(hall, ports));
        replicas.put(hall, new Replica(this, hall));
      }
      lane.start();
      poll();
      heartbeat();
    }

    private CasePorts casePorts() {
      CaseTables.Reader reader = journal.cases().new Reader(time);
      return new CasePorts(reader, reader, row -> {}, caseLimits);
    }

    /** Whether it takes what comes now. */
    boolean isAwake() {
      return up && time.stalledUntil <= world.time.now();
    }

    private void hears(Runnable what) {
      if (up) {
        time.run(what);
      }
    }

    private void stall(long millis) {
      world.count("pause");
      world.line(name, "stands still for " + millis + " ms");
      long now = world.time.now();
      time.stalledUntil = now + millis;
      world.history.stalls.add(new History.Stall(name, now, now + millis));
    }

    private boolean isCutOff() {
      return world.time.now() < cutOffUntil;
    }

    private void cutOff(long millis) {
      world.count("partition");
      world.line(name, "is cut off for " + millis + " ms");
      cutOffUntil = world.time.now() + millis;
      world.time.after(millis / 2, () -> reassign(this));
    }

    private long lateness(long delayMillis) {
      boolean late = delayMillis > 4_000 && world.strikes(random, Fault.LATE_TIMER, 0.5);
      return late ? random.nextInt(4_000) : 0;
    }

    private void crash() {
      world.count("crash");
      world.line(name, "crashes");
      up = false;
      world.history.crashed.add(name);
      time.end();
      connection.end();
      inFlight.forEach(attempt -> attempt.edgeLost = true);
    }

    private void step(long skewMillis) {
      world.line(name, "sets its clock " + skewMillis + " ms off");
      time.skewMillis = skewMillis;
    }

    private void poll() {
      owners.keySet().forEach(this::learn);
      if (world.plan.cases()) {
        known.refresh(() -> {});
      }
      polling = time.after(world.resting() ? RESTING_MILLIS : POLL_MILLIS, this::poll);
    }

    private void heartbeat() {
      replicas.values().forEach(Replica::ask);
      beating = time.after(world.resting() ? RESTING_MILLIS : HEARTBEAT_MILLIS, this::heartbeat);
    }

    private void wake() {
      polling.cancel();
      beating.cancel();
      poll();
      heartbeat();
    }

    private void learn(HallId hall) {
      if (up && !isCutOff() && obstinate.getOrDefault(hall, 0L) <= world.time.now()) {
        Node owner = nodes.get(owners.get(hall));
        believe(hall, owner.id());
      }
    }

    private void believe(HallId hall, NodeId owner) {
      NodeId before = view.put(hall, owner);
      if (owner.equals(id())) {
        halls.get(hall).take();
      } else {
        halls.get(hall).release();
      }
      if (!owner.equals(before)) {
        gateway.ownersChanged();
      }
    }

    private void submit(HallRequest request, Consumer<HallReply> answer) {
      History.Delivery delivery = new History.Delivery(name, request, world.time.now());
      world.history.deliveries.add(delivery);
      halls
          .get(request.hall())
          .submit(
              request,
              reply -> {
                if (delivery.reply != null) {
                  throw new IllegalStateException("answered twice: " + request);
                }
                delivery.reply = reply;
                delivery.repliedAt = world.time.now();
                answer.accept(reply);
              });
    }
  }

  private final class CountingWatch implements LaneWatch {
    @Override
    public void landed(FlightPort.FlightResult result, int rows, long millis) {
      world.count(
          result instanceof FlightPort.FlightResult.Turned turned
              ? "Turned " + turned.cause()
              : result.getClass().getSimpleName());
    }

    @Override
    public void clockSkew(long millis) {}
  }

  /** The bus as one start of a node has it. */
  private final class Bus implements HallBus {
    private final Node node;
    private final String name;

    Bus(Node node) {
      this.node = node;
      name = node.name;
    }

    @Override
    public void send(NodeId to, HallRequest request, Consumer<HallReply> answer) {
      this.<HallReply>exchange(
          to,
          "request",
          (at, reply) -> at.submit(request, reply),
          answer,
          new HallReply.NotOwner());
    }

    @Override
    public <T> void ask(NodeId to, HallQuery<T> query, Consumer<Found<T>> answer) {
      this.<Found<T>>exchange(
          to,
          "question",
          (at, reply) -> reply.accept(found(at.halls.get(query.hall()), query)),
          answer,
          new Found.Unanswered<>());
    }

    private <R> void exchange(
        NodeId to,
        String what,
        BiConsumer<Node, Consumer<R>> question,
        Consumer<R> answer,
        R unreached) {
      if (to.value().equals(name)) {
        question.accept(node, answer);
        return;
      }
      Consumer<R> home =
          reply -> {
            if (node.up && node.name.equals(name)) {
              node.hears(() -> answer.accept(reply));
            }
          };
      carry(
          what,
          node.isCutOff() || find(to).filter(Node::isCutOff).isPresent(),
          () ->
              find(to)
                  .ifPresentOrElse(
                      there -> there.hears(() -> question.accept(there, answering(there, home))),
                      () -> world.time.after(hop(), () -> home.accept(unreached))));
    }

    private <R> Consumer<R> answering(Node there, Consumer<R> home) {
      return reply -> carry("reply", node.isCutOff() || there.isCutOff(), () -> home.accept(reply));
    }

    @SuppressWarnings("unchecked") // the query's own type parameter says which answer it gets
    private static <T> Found<T> found(HallOwner owner, HallQuery<T> query) {
      if (!owner.isServing()) {
        return new Found.Unanswered<>();
      }
      Optional<?> value =
          switch (query) {
            case HallQuery.TheBoard board -> owner.board();
            case HallQuery.TheOwner asked -> Optional.of(owner.report());
            case HallQuery.OneTicket one -> owner.prospect(one.ticket());
            case HallQuery.TheDesk asked -> owner.desk(asked.window());
            case HallQuery.TheOutlook asked -> owner.outlook();
          };
      return value.<Found<T>>map(it -> new Found.Value<>((T) it)).orElseGet(Found.Unknown::new);
    }
  }

  /** Sends the boards of one node's owners to every node. */
  private final class Publisher implements org.yichuang.cluster.BoardPort {
    private final Node from;
    private final String name;

    Publisher(Node from) {
      this.from = from;
      name = from.name;
    }

    @Override
    public void publish(HallId hall, Board board, Board.Changes changes) {
      world.history.shown.add(new History.Shown(name, hall, board, world.time.now()));
      for (Node node : nodes) {
        Runnable arrival =
            () ->
                node.hears(
                    () -> {
                      Replica replica = node.replicas.get(hall);
                      if (replica != null) {
                        replica.receive(board, changes);
                      }
                    });
        if (node == from) {
          arrival.run();
        } else {
          carry("board", from.isCutOff() || node.isCutOff(), arrival);
        }
      }
    }
  }

  /** A hall's board as one node's displays show it. */
  final class Replica {
    private final Node node;
    private final HallId hall;
    private boolean asking;
    Board board;

    Replica(Node node, HallId hall) {
      this.node = node;
      this.hall = hall;
    }

    void receive(Board whole, Board.Changes changes) {
      if (changes == null) {
        show(whole);
      } else if (board == null
          || changes.day().isAfter(board.day())
          || (changes.day().equals(board.day()) && changes.from() > board.seq())) {
        world.count("board gap");
        ask();
      } else if (changes.day().equals(board.day()) && board.seq() < changes.to()) {
        show(board.with(changes));
      }
    }

    private void show(Board newer) {
      if (board == null
          || newer.day().isAfter(board.day())
          || (newer.day().equals(board.day()) && newer.seq() > board.seq())) {
        board = newer;
        world.history.shown.add(
            new History.Shown(node.name + " replica", hall, newer, world.time.now()));
      }
    }

    private void ask() {
      if (!asking) {
        asking = true;
        node.gateway.ask(
            new HallBus.HallQuery.TheBoard(hall),
            found -> {
              asking = false;
              if (found instanceof HallBus.Found.Value<Board> value) {
                show(value.value());
              }
            });
      }
    }
  }
}
