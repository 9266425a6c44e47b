package org.yichuang.sim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseState;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.Order;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Receipt.Channel;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;
import org.yichuang.rehearsal.CaseScript;

/**
 * Everybody who has to do with cases. They come late, look at what was an hour ago, press twice,
 * repeat what was not answered under the same key, and ask what is not theirs to ask.
 */
final class SimulatedCasework {
  private static final long PATIENCE_MILLIS = 11_500;
  private static final int LONGEST_LIFE = 60;
  private static final long NOBODY = Long.MAX_VALUE;
  private static final WindowId WINDOW = new WindowId("W0");
  private static final AccountId CLERK = new AccountId(70);

  private final World world;
  private final SimulatedCluster cluster;
  private final SimulatedHalls halls;
  private final CaseTables tables;
  private final SimulatedEdge edge;
  private final SplittableRandom random;
  private final List<Matter> matters = new ArrayList<>();
  private int left;
  private long people;

  SimulatedCasework(
      World world, SimulatedCluster cluster, SimulatedHalls halls, CaseTables tables) {
    this.world = world;
    this.cluster = cluster;
    this.halls = halls;
    this.tables = tables;
    edge = new SimulatedEdge(world);
    random = world.randomOf("casework");
    left = world.plan.commands();
  }

  /** Whether nobody gives commands any more. */
  boolean isTired() {
    return left <= 0;
  }

  int size() {
    return matters.size();
  }

  /** When somebody does something next, in true time; {@link Long#MAX_VALUE}: nobody. */
  long nextAct() {
    return matters.stream().mapToLong(matter -> matter.actAt).min().orElse(NOBODY);
  }

  /** Whoever was to act by then acts now, within so many milliseconds. */
  void act(long by, int withinMillis) {
    for (Matter matter : List.copyOf(matters)) {
      matter.lookAgain();
      if (matter.actAt <= by) {
        matter.actAt = NOBODY;
        world.time.after(random.nextInt(withinMillis), matter::act);
      }
    }
  }

  /** New applications, of each kind as often. */
  void apply(int withinMillis) {
    HallId hall = one(halls.halls()).id();
    int count = random.nextInt(6) == 0 ? 2 + random.nextInt(3) : 1;
    boolean online = random.nextInt(3) == 0;
    Author author = online ? CaseScript.applicant() : CaseScript.intake();
    world.time.after(
        random.nextInt(withinMillis),
        () -> begin(hall, count, online ? Channel.ONLINE : Channel.WINDOW, null, author));
  }

  /** Somebody takes a number, is called and served, and applies for something. */
  void visit(int withinMillis) {
    HallConfig hall = one(halls.halls());
    QueueId queue = hall.window(WINDOW).orElseThrow().queues().getFirst();
    world.time.after(
        random.nextInt(withinMillis),
        () ->
            ask(
                hall.id(),
                new HallCommand.OpenWindow(WINDOW),
                opened ->
                    ask(
                        hall.id(),
                        new HallCommand.IssueTicket(queue),
                        given -> ticket(given).ifPresent(number -> serve(hall.id(), number)))));
  }

  private void serve(HallId hall, TicketId ticket) {
    ask(
        hall,
        new HallCommand.CallTicket(WINDOW, ticket, "its turn"),
        called ->
            ask(
                hall,
                new HallCommand.StartService(WINDOW),
                started -> {
                  Author author = new Author(CLERK, Set.of(CaseRole.INTAKE));
                  int count = random.nextInt(3) == 0 ? 2 : 1;
                  begin(hall, count, Channel.WINDOW, ticket, author);
                  world.time.after(random.nextInt(3_000), () -> end(hall));
                }));
  }

  /** Often before the case is registered: that is possible on the rest of the day. */
  private void end(HallId hall) {
    ask(
        hall,
        new HallCommand.CompleteService(WINDOW, List.of()),
        completed -> ask(hall, new HallCommand.CloseWindow(WINDOW), closed -> {}));
  }

  private static Optional<TicketId> ticket(HallReply given) {
    return given instanceof HallReply.Done done
            && done.events().getFirst() instanceof HallEvent.TicketIssued issued
        ? Optional.of(issued.ticket())
        : Optional.empty();
  }

  private void ask(HallId hall, HallCommand command, Consumer<HallReply> then) {
    SimulatedEdge.Asked asked = SimulatedEdge.Asked.of(id(), new Order.OfHall(command));
    new Asking(hall, CLERK, asked, then).submit();
  }

  private void begin(HallId hall, int count, Channel channel, TicketId ticket, Author author) {
    List<Matter> begun = new ArrayList<>();
    List<CaseCommand> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CaseItem item = item();
      Matter matter = new Matter(hall, item);
      begun.add(matter);
      commands.add(
          matter.script.begin(
              halls.newest(hall).version(), channel, ticket, ++people, author.account(), today()));
    }
    SimulatedEdge.Asked asked =
        SimulatedEdge.Asked.of(id(), new Order.NewCases(commands, author.roles()));
    new Asking(hall, author.account(), asked, reply -> begun(begun, reply)).submit();
  }

  private void begun(List<Matter> begun, HallReply reply) {
    if (reply instanceof HallReply.CasesDone done) {
      for (int i = 0; i < begun.size(); i++) {
        Matter matter = begun.get(i);
        matter.number = done.cases().get(i).number();
        matters.add(matter);
        matter.plan();
      }
    }
  }

  /** Each kind as often, however many items it has. */
  private CaseItem item() {
    Map<CaseKind, List<CaseItem>> byKind = new TreeMap<>();
    SimulatedLaw.items()
        .forEach(item -> byKind.computeIfAbsent(item.kind(), kind -> new ArrayList<>()).add(item));
    return one(one(List.copyOf(byKind.values())));
  }

  private <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Instant now() {
    return Instant.ofEpochMilli(world.time.now());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now(), calendars().zone());
  }

  private Calendars calendars() {
    return halls.law().calendars(halls.newestEdition());
  }

  /** What the database shows of a case. */
  private Optional<CaseState> read(CaseNumber number) {
    CaseState state = CaseState.unregistered(number, SimulatedLaw.everyItem());
    for (CaseTables.Stored stored : tables.stream(number)) {
      state = state.apply(stored.row().recorded());
    }
    return state.seq() == 0 ? Optional.empty() : Optional.of(state);
  }

  /** Gives commands that must be answered in a quiet world. */
  void last() {
    List<SimulatedCluster.Node> nodes = cluster.nodes();
    for (HallConfig hall : halls.halls()) {
      matters.stream()
          .filter(matter -> matter.hall.equals(hall.id()))
          .limit(3)
          .forEach(
              matter -> {
                Order order =
                    new Order.OfCase(
                        matter.number,
                        new CaseCommand.ArchiveCase("2027"),
                        CaseScript.intake().roles());
                edge.give(
                    "at the end",
                    matter.hall,
                    CaseScript.intake().account(),
                    SimulatedEdge.Asked.of(id(), order),
                    nodes.get(random.nextInt(nodes.size())),
                    reply -> {});
              });
    }
  }

  /** One case and whoever works on it. */
  private final class Matter {
    final HallId hall;
    final CaseScript script;
    CaseNumber number;
    long actAt = NOBODY;
    private CaseScript.Act act;
    private int seen;
    private int moves;
    private boolean asking;

    Matter(HallId hall, CaseItem item) {
      this.hall = hall;
      script = new CaseScript(item, random.split());
    }

    /** Something fell due that nobody waited for: it may be somebody's turn. */
    void lookAgain() {
      if (actAt == NOBODY && !asking && tables.stream(number).size() > seen) {
        plan();
      }
    }

    void plan() {
      asking = false;
      CaseState state = read(number).orElse(null);
      if (state == null || ++moves > LONGEST_LIFE) {
        actAt = NOBODY;
        return;
      }
      seen = state.seq();
      act = script.next(state).orElse(null);
      Instant counts = calendars().opening().startOf(state.since());
      Instant from = counts.isAfter(now()) ? counts : now();
      actAt =
          Optional.ofNullable(act)
              .flatMap(next -> CaseScript.later(calendars(), from, next.afterMinutes()))
              .map(Instant::toEpochMilli)
              .orElse(NOBODY);
    }

    void act() {
      if (left <= 0 || act == null || asking) {
        return;
      }
      if (tables.stream(number).size() > seen && random.nextInt(3) > 0) {
        plan();
        return;
      }
      asking = true;
      CaseCommand command = act.command().apply(today());
      if (random.nextInt(10) == 0) {
        Author stranger = one(CaseScript.people());
        world.count("asked by anybody");
        asking(command, stranger, reply -> {}).submit();
      }
      if (random.nextInt(8) == 0) {
        read(number)
            .map(state -> CaseScript.outOfPlace(state, today(), random))
            .ifPresent(
                misplaced -> {
                  world.count("asked out of place");
                  asking(misplaced, CaseScript.smallRoom(), reply -> {}).submit();
                });
      }
      if (random.nextInt(12) == 0) {
        world.count("asked under two keys");
        asking(command, act.author(), reply -> {}).submit();
      }
      Author author = random.nextInt(7) == 0 ? CaseScript.smallRoom() : act.author();
      asking(command, author, reply -> plan()).submit();
    }

    private Asking asking(CaseCommand command, Author author, Consumer<HallReply> then) {
      left--;
      Order order = new Order.OfCase(number, command, author.roles());
      return new Asking(hall, author.account(), SimulatedEdge.Asked.of(id(), order), then);
    }
  }

  /** Somebody asks until it is known what became of it. */
  private final class Asking {
    private final HallId hall;
    private final AccountId actor;
    private final SimulatedEdge.Asked asked;
    private final Consumer<HallReply> then;
    private long turn;

    Asking(HallId hall, AccountId actor, SimulatedEdge.Asked asked, Consumer<HallReply> then) {
      this.hall = hall;
      this.actor = actor;
      this.asked = asked;
      this.then = then;
    }

    void submit() {
      List<SimulatedCluster.Node> awake =
          cluster.nodes().stream().filter(SimulatedCluster.Node::isAwake).toList();
      if (awake.isEmpty()) {
        long rest = Math.max(0, world.restUntil - world.time.now());
        world.time.after(rest + 200 + random.nextInt(2_000), this::submit);
        return;
      }
      long mine = ++turn;
      world.time.after(
          PATIENCE_MILLIS,
          () -> {
            if (turn == mine) {
              world.count("gave up waiting");
              answered(mine, new HallReply.NotNow("no answer"));
            }
          });
      give(awake, reply -> answered(mine, reply));
      if (random.nextInt(10) == 0) {
        world.count("pressed twice");
        give(awake, reply -> answered(mine, reply));
      }
    }

    private void give(List<SimulatedCluster.Node> awake, Consumer<HallReply> listener) {
      edge.give("of a case " + hall + "/" + actor, hall, actor, asked, one(awake), listener);
    }

    private void answered(long mine, HallReply reply) {
      if (turn != mine) {
        return;
      }
      turn++;
      if (reply instanceof HallReply.NotNow) {
        world.count("repeated without an answer");
        world.time.after(100 + random.nextInt(2_000), this::submit);
        return;
      }
      then.accept(reply);
      if (reply instanceof HallReply.CasesDone && random.nextInt(8) == 0) {
        world.time.after(random.nextInt(9_000), this::onceMore);
      }
    }

    /** The page was loaded again; or its key was used for something else. */
    private void onceMore() {
      List<SimulatedCluster.Node> awake =
          cluster.nodes().stream().filter(SimulatedCluster.Node::isAwake).toList();
      if (awake.isEmpty()) {
        return;
      }
      world.count("repeated after success");
      SimulatedEdge.Asked again =
          asked.order() instanceof Order.OfCase of && random.nextInt(4) == 0
              ? SimulatedEdge.Asked.of(
                  asked.stamp().id(),
                  new Order.OfCase(
                      of.number(), new CaseCommand.ArchiveCase("elsewhere"), of.roles()))
              : asked;
      edge.give(
          "again of a case " + hall + "/" + actor, hall, actor, again, one(awake), reply -> {});
    }
  }
}
