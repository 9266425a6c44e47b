package org.yichuang.sim;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.Order;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Booked;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Matter;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Stub;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/** Kiosks, clerks, managers: they give commands, repeat them, and sometimes give nonsense. */
final class SimulatedClients {
  private static final long PATIENCE_MILLIS = 11_500;

  private final World world;
  private final SimulatedCluster cluster;
  private final SimulatedHalls halls;
  private final SimulatedEdge edge;
  private final List<Client> resting = new ArrayList<>();
  private int left;
  private int idle;
  private int clients;

  SimulatedClients(World world, SimulatedCluster cluster, SimulatedHalls halls) {
    this.world = world;
    this.cluster = cluster;
    this.halls = halls;
    edge = new SimulatedEdge(world);
    left = world.plan.cases() ? 0 : world.plan.commands();
    for (HallConfig hall : halls.halls()) {
      int account = 1;
      for (int i = 0; i < 2; i++) {
        start(new Client(hall.id(), new AccountId(account++), Role.KIOSK, null));
      }
      for (int i = 0; i < hall.windows().size(); i++) {
        start(new Client(hall.id(), new AccountId(account++), Role.CLERK, new WindowId("W" + i)));
      }
      start(new Client(hall.id(), new AccountId(account - 1), Role.CLERK, new WindowId("W0")));
      start(new Client(hall.id(), new AccountId(50), Role.MANAGER, null));
      start(new Client(hall.id(), new AccountId(60), Role.DEVICE, null));
    }
  }

  private void start(Client client) {
    clients++;
    client.later();
  }

  /** Whether all commands were given and answered, or given up. */
  boolean done() {
    return idle == clients;
  }

  /** So many commands more. */
  void goOn(int commands) {
    left = commands;
    List<Client> all = List.copyOf(resting);
    resting.clear();
    idle -= all.size();
    all.forEach(Client::later);
  }

  /** Gives commands that must be answered in a quiet world; then nothing more comes. */
  void last() {
    for (HallConfig hall : halls.halls()) {
      Client client = new Client(hall.id(), new AccountId(99), Role.CLERK, null);
      client.give(
          client.fresh(new HallCommand.OpenWindow(new WindowId("W0"))), cluster.nodes().getFirst());
      for (HallConfig.Queue queue : hall.queues()) {
        world.time.after(
            5_000,
            () ->
                client.give(
                    client.fresh(new HallCommand.IssueTicket(queue.id())),
                    cluster.nodes().getFirst()));
      }
    }
  }

  private enum Role {
    KIOSK,
    CLERK,
    MANAGER,
    /** A display that works, and at times does not. */
    DEVICE
  }

  private enum Belief {
    CLOSED,
    /** Another clerk's. */
    MANNED,
    OPEN,
    /** Open, and nobody waits for it. */
    IDLE,
    ARMED,
    PAUSED,
    CALLED,
    SERVING
  }

  /** What the people of a hall have seen of its tickets, the longest unseen first. */
  private static final class Seen {
    private static final int MOST = 40;
    private static final Set<Class<?>> AT_WINDOW =
        Set.of(HallEvent.TicketCalled.class, HallEvent.ServiceStarted.class);
    private final LinkedHashMap<TicketId, Class<?>> tickets = new LinkedHashMap<>();
    private final Map<TicketId, TicketId> visits = new HashMap<>();

    void see(HallEvent event) {
      if (event instanceof HallEvent.TicketIssued issued && issued.visit() != null) {
        visits.put(issued.ticket(), issued.visit());
      }
      if (event instanceof HallEvent.OfTicket ofTicket) {
        tickets.putLast(ofTicket.ticket(), event.getClass());
        if (tickets.size() > MOST) {
          tickets.pollFirstEntry();
        }
      }
    }

    /** One that waits while another of its visit has been called. */
    Optional<TicketId> companion() {
      return tickets.keySet().stream()
          .filter(ticket -> tickets.get(ticket).equals(HallEvent.TicketIssued.class))
          .filter(
              ticket ->
                  visits.containsKey(ticket)
                      && tickets.entrySet().stream()
                          .filter(entry -> AT_WINDOW.contains(entry.getValue()))
                          .anyMatch(entry -> visits.get(ticket).equals(visits.get(entry.getKey()))))
          .findFirst();
    }

    /** One that the event happened to last; sometimes any, sometimes one that was never given. */
    TicketId pick(SplittableRandom random, Class<?> last) {
      List<TicketId> found =
          new ArrayList<>(
              random.nextInt(10) == 0
                  ? tickets.keySet()
                  : tickets.entrySet().stream()
                      .filter(entry -> entry.getValue().equals(last))
                      .map(Map.Entry::getKey)
                      .toList());
      if (found.isEmpty()) {
        found.addAll(tickets.keySet());
      }
      return found.isEmpty() || random.nextInt(30) == 0
          ? new TicketId(LocalDate.of(2026, 10, 25), "A", 900)
          : found.get(random.nextInt(found.size()));
    }
  }

  private final Map<HallId, Seen> seen = new HashMap<>();

  /** What a clerk may do, and how often where; a verb stands once for each chance it has. */
  private enum Verb {
    OPEN,
    CLOSE,
    PAUSE,
    GO_ON,
    TAKE_OVER,
    STORE,
    DISARM,
    NEXT,
    CALL,
    QUICK,
    RESUME,
    REOPEN,
    RECALL,
    MISS,
    START,
    PUT_BACK,
    CANCEL,
    HOLD,
    TRANSFER,
    COMPLETE;

    static final List<Verb> ALL = List.of(values());
    static final Map<Belief, List<Verb>> OF =
        Map.of(
            Belief.CLOSED, List.of(OPEN, OPEN, OPEN, OPEN, OPEN, TAKE_OVER),
            Belief.MANNED, List.of(OPEN, OPEN, NEXT, TAKE_OVER),
            Belief.OPEN,
                List.of(
                    NEXT, NEXT, NEXT, NEXT, NEXT, NEXT, NEXT, NEXT, NEXT, STORE, STORE, STORE, CALL,
                    CALL, QUICK, RESUME, RESUME, REOPEN, REOPEN, PAUSE, CLOSE),
            Belief.IDLE, List.of(STORE, STORE, STORE, NEXT, QUICK, CALL, RESUME),
            Belief.ARMED, List.of(START, START, START, RECALL, DISARM, NEXT, CALL, QUICK),
            Belief.PAUSED, List.of(GO_ON, GO_ON, GO_ON, GO_ON, NEXT, CLOSE),
            Belief.CALLED,
                List.of(
                    RECALL, RECALL, RECALL, MISS, MISS, MISS, START, START, START, PUT_BACK,
                    TRANSFER, CANCEL),
            Belief.SERVING, List.of(COMPLETE, COMPLETE, COMPLETE, COMPLETE, HOLD, HOLD, TRANSFER));
  }

  private record Asked(UUID id, HallCommand command) {
    SimulatedEdge.Asked given() {
      return SimulatedEdge.Asked.of(id, new Order.OfHall(command));
    }
  }

  private final class Client {
    private final HallId hall;
    private final AccountId actor;
    private final Role role;
    private final WindowId window;
    private final String name;
    private final SplittableRandom random;
    private final List<Asked> accepted = new ArrayList<>();
    private Belief belief = Belief.CLOSED;
    private TicketId current;
    private long turn;

    Client(HallId hall, AccountId actor, Role role, WindowId window) {
      this.hall = hall;
      this.actor = actor;
      this.role = role;
      this.window = window;
      name =
          (role.name().toLowerCase(Locale.ROOT) + " " + (window == null ? "" : window + " "))
              + hall.value()
              + "/"
              + actor.value();
      random = world.randomOf(name);
    }

    void later() {
      long longest = role == Role.DEVICE ? 6_000 : 3_000;
      long pause = random.nextInt(8) == 0 ? random.nextLong(longest) : random.nextInt(30, 530);
      world.time.after(Math.max(0, world.restUntil - world.time.now()) + pause, this::act);
    }

    private void act() {
      if (left <= 0) {
        idle++;
        resting.add(this);
        return;
      }
      if (role == Role.DEVICE) {
        submit(fresh(new HallCommand.DeviceHeartbeat("display-" + hall.value())));
        return;
      }
      left--;
      int chance = random.nextInt(100);
      if (chance < 12 && !accepted.isEmpty()) {
        Asked old = accepted.get(random.nextInt(accepted.size()));
        world.count("repeated after success");
        submit(chance < 9 ? old : new Asked(old.id(), other(old.command())));
      } else {
        submit(fresh(choose()));
      }
    }

    private HallCommand other(HallCommand command) {
      return command instanceof HallCommand.IssueTicket issue
          ? new HallCommand.IssueTicket(
              new QueueId(issue.matters().getFirst().queue().value() + "-other"))
          : new HallCommand.IssueTicket(new QueueId("queue0"));
    }

    Asked fresh(HallCommand command) {
      return new Asked(new UUID(random.nextLong(), random.nextLong()), command);
    }

    private HallCommand choose() {
      return switch (role) {
        case KIOSK -> atKiosk();
        case MANAGER -> managing();
        case DEVICE -> throw new IllegalStateException("a device decides nothing");
        case CLERK -> {
          WindowId at = random.nextInt(40) == 0 ? new WindowId("W9") : window;
          yield any(
              at,
              random.nextInt(7) == 0
                  ? Verb.ALL.get(random.nextInt(Verb.ALL.size()))
                  : one(Verb.OF.get(belief)));
        }
      };
    }

    private HallCommand atKiosk() {
      return switch (random.nextInt(10)) {
        case 0 -> new HallCommand.CancelTicket(ticket(HallEvent.TicketIssued.class));
        case 1, 2 -> new HallCommand.RejoinTicket(ticket(HallEvent.TicketMissed.class));
        case 3, 4 -> checkIn();
        default -> {
          int matters = random.nextInt(3) > 0 ? 1 : random.nextInt(2, 6);
          List<QueueId> queues = new ArrayList<>();
          for (int i = 0; i < matters; i++) {
            queues.add(queue());
          }
          PersonClass person =
              random.nextInt(3) > 0 ? PersonClass.ORDINARY : one(List.of(PersonClass.values()));
          boolean told = person != PersonClass.ORDINARY && random.nextInt(5) > 0;
          yield HallCommand.IssueTicket.of(queues, person, told ? "as seen" : null);
        }
      };
    }

    /** To a slot around now: too early, in time, too late, of another day, or once more. */
    private HallCommand checkIn() {
      Instant slot = Instant.ofEpochMilli(world.time.now() + random.nextInt(-1_500, 4_000));
      boolean elder = random.nextInt(4) == 0;
      return new HallCommand.IssueTicket(
          List.of(new Matter(queue())),
          elder ? PersonClass.ELDERLY : PersonClass.ORDINARY,
          elder ? "by card" : null,
          new Booked("appointment-" + random.nextInt(60), slot));
    }

    private HallCommand managing() {
      WindowId at = one(halls.newest(hall).windows()).id();
      int chance = random.nextInt(22);
      boolean soonOver = left < 20 && !world.plan.cases();
      if (chance < 4 && (soonOver || beforeMidnight())) {
        return new HallCommand.EndDay();
      }
      if (chance < 8) {
        List<QueueId> queues = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
          queues.add(queue());
        }
        return new HallCommand.ChangeWindowQueues(at, queues);
      }
      return switch (chance) {
        case 8, 9 -> new HallCommand.AcknowledgeAlarm(1 + random.nextInt(4), "looked at it");
        case 10, 11 ->
            new HallCommand.PutBackTicket(ticket(HallEvent.TicketCalled.class), chance < 11);
        case 12 -> {
          int stored = halls.newest(hall).version();
          yield new HallCommand.ReconfigureHall(
              random.nextInt(8) == 0 ? 3 : 1 + random.nextInt(stored));
        }
        case 13 -> new HallCommand.PauseHall("no power");
        case 14, 15, 16 -> new HallCommand.ResumeHall();
        case 17, 18 ->
            new HallCommand.EnterStubs(
                Stream.generate(this::stub).limit(random.nextInt(1, 4)).toList());
        default -> atKiosk();
      };
    }

    private Stub stub() {
      PersonClass person =
          random.nextInt(3) > 0 ? PersonClass.ORDINARY : one(List.of(PersonClass.values()));
      return new Stub(
          random.nextInt(1, 30),
          queue(),
          Instant.ofEpochMilli(world.time.now() - random.nextInt(2_000)),
          person,
          random.nextInt(5) > 0 ? "as seen" : null);
    }

    private boolean beforeMidnight() {
      ZoneId zone = halls.newest(hall).zone();
      Instant now = Instant.ofEpochMilli(world.time.now());
      return !now.atZone(zone).toLocalDate().equals(now.plusSeconds(3).atZone(zone).toLocalDate());
    }

    private HallCommand any(WindowId at, Verb verb) {
      return switch (verb) {
        case OPEN -> new HallCommand.OpenWindow(at);
        case CLOSE -> new HallCommand.CloseWindow(at);
        case PAUSE -> new HallCommand.PauseWindow(at);
        case GO_ON -> new HallCommand.ResumeWindow(at);
        case TAKE_OVER -> new HallCommand.TakeOverWindow(at);
        case STORE -> new HallCommand.StoreNext(at);
        case DISARM -> new HallCommand.DisarmWindow(at);
        case NEXT -> new HallCommand.CallNext(at);
        case CALL ->
            new HallCommand.CallTicket(
                at,
                seen()
                    .companion()
                    .filter(ticket -> random.nextBoolean())
                    .orElseGet(
                        () ->
                            ticket(
                                one(
                                    List.of(
                                        HallEvent.TicketIssued.class,
                                        HallEvent.TicketHeld.class,
                                        HallEvent.TicketMissed.class)))),
                "in a hurry");
        case QUICK -> new HallCommand.QuickServe(at, queue());
        case RESUME -> new HallCommand.ResumeTicket(at, ticket(HallEvent.TicketHeld.class));
        case REOPEN ->
            new HallCommand.ReopenTicket(
                at,
                current == null || random.nextInt(3) == 0
                    ? ticket(HallEvent.ServiceCompleted.class)
                    : current);
        case RECALL -> new HallCommand.RecallTicket(at);
        case MISS -> new HallCommand.MissTicket(at);
        case START -> new HallCommand.StartService(at);
        case PUT_BACK -> new HallCommand.PutBackTicket(mine(), false);
        case CANCEL -> new HallCommand.CancelTicket(mine());
        case HOLD -> new HallCommand.HoldTicket(at, "a form to fill in", random.nextBoolean());
        case TRANSFER ->
            new HallCommand.TransferTicket(
                at,
                random.nextBoolean() ? null : queue(),
                random.nextBoolean() ? null : one(halls.newest(hall).windows()).id(),
                one(List.of(HallCommand.Position.values())),
                random.nextInt(3) == 0 ? null : "not ours");
        case COMPLETE ->
            new HallCommand.CompleteService(
                at, random.nextBoolean() ? List.of() : List.of(MatterOutcome.DONE));
      };
    }

    private <T> T one(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }

    private QueueId queue() {
      return random.nextInt(60) == 0
          ? new QueueId("nowhere")
          : one(halls.newest(hall).queues()).id();
    }

    private TicketId ticket(Class<?> last) {
      return seen().pick(random, last);
    }

    private TicketId mine() {
      return current == null || random.nextInt(6) == 0
          ? ticket(HallEvent.TicketCalled.class)
          : current;
    }

    private Seen seen() {
      return seen.computeIfAbsent(hall, unused -> new Seen());
    }

    private void submit(Asked asked) {
      List<SimulatedCluster.Node> up =
          cluster.nodes().stream().filter(SimulatedCluster.Node::isAwake).toList();
      if (up.isEmpty() || world.resting()) {
        later();
        return;
      }
      long mine = ++turn;
      boolean impatient = random.nextInt(16) == 0;
      world.time.after(
          PATIENCE_MILLIS,
          () -> {
            if (turn == mine) {
              world.count("gave up waiting");
              answered(mine, asked, new HallReply.NotNow("no answer"));
            }
          });
      give(asked, up.get(random.nextInt(up.size())), reply -> answered(mine, asked, reply));
      if (impatient) {
        world.count("asked twice at once");
        give(asked, up.get(random.nextInt(up.size())), reply -> answered(mine, asked, reply));
      }
    }

    void give(Asked asked, SimulatedCluster.Node node) {
      give(asked, node, reply -> {});
    }

    private void give(
        Asked asked, SimulatedCluster.Node node, java.util.function.Consumer<HallReply> listener) {
      edge.give(name, hall, actor, asked.given(), node, listener);
    }

    private void answered(long mine, Asked asked, HallReply reply) {
      if (turn != mine) {
        return;
      }
      turn++;
      switch (reply) {
        case HallReply.Done done -> {
          accepted.add(asked);
          done.events().forEach(this::believe);
          later();
        }
        case HallReply.NotNow notNow -> {
          if (random.nextInt(4) > 0) {
            world.count("repeated without an answer");
            world.time.after(100 + random.nextInt(2_000), () -> submit(asked));
          } else {
            later();
          }
        }
        case HallReply.Nothing nothing -> {
          belief =
              switch (asked.command()) {
                case HallCommand.CallNext next -> Belief.IDLE;
                case HallCommand.StoreNext store -> Belief.ARMED;
                default -> belief;
              };
          later();
        }
        case HallReply.Refused refused -> {
          switch (refused.refusal().reason()) {
            case WINDOW_NOT_OPEN -> belief = Belief.CLOSED;
            case NOT_YOUR_WINDOW -> belief = Belief.MANNED;
            case WINDOW_PAUSED -> belief = Belief.PAUSED;
            case WINDOW_ALREADY_OPEN, NO_TICKET_AT_WINDOW, WINDOW_NOT_PAUSED ->
                belief = Belief.OPEN;
            case WINDOW_OCCUPIED -> belief = Belief.CALLED;
            case WRONG_TICKET_STATE -> {
              switch (asked.command()) {
                case HallCommand.CompleteService complete -> belief = Belief.CALLED;
                case HallCommand.RecallTicket recall -> belief = Belief.SERVING;
                case HallCommand.MissTicket miss -> belief = Belief.SERVING;
                case HallCommand.StartService start -> belief = Belief.SERVING;
                default -> {}
              }
            }
            default -> {}
          }
          if (random.nextInt(10) == 0 && left > 0) {
            left--;
            world.count("repeated after a refusal");
            world.time.after(10 + random.nextInt(300), () -> submit(asked));
          } else {
            later();
          }
        }
        default -> later();
      }
    }

    private void believe(HallEvent event) {
      seen().see(event);
      switch (event) {
        case HallEvent.WindowOpened opened -> belief = Belief.OPEN;
        case HallEvent.WindowArmed armed -> belief = Belief.ARMED;
        case HallEvent.WindowDisarmed disarmed -> belief = Belief.OPEN;
        case HallEvent.WindowClosed closed -> belief = Belief.CLOSED;
        case HallEvent.WindowPaused paused -> belief = Belief.PAUSED;
        case HallEvent.WindowResumed resumed -> belief = Belief.OPEN;
        case HallEvent.WindowTakenOver taken -> belief = Belief.OPEN;
        case HallEvent.TicketCalled called -> {
          belief = Belief.CALLED;
          current = called.ticket();
        }
        case HallEvent.ServiceStarted started -> belief = Belief.SERVING;
        case HallEvent.ServiceResumed resumed -> belief = Belief.SERVING;
        case HallEvent.ServiceReopened reopened -> belief = Belief.SERVING;
        case HallEvent.QuickServed quick -> belief = Belief.SERVING;
        case HallEvent.TicketMissed missed -> belief = Belief.OPEN;
        case HallEvent.TicketHeld held -> belief = Belief.OPEN;
        case HallEvent.TicketTransferred transferred -> belief = Belief.OPEN;
        case HallEvent.TicketPutBack back -> belief = Belief.OPEN;
        case HallEvent.TicketCancelled cancelled ->
            belief = cancelled.ticket().equals(current) ? Belief.OPEN : belief;
        case HallEvent.ServiceCompleted completed -> belief = Belief.OPEN;
        default -> {}
      }
    }
  }
}
