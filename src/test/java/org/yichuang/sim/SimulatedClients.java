package org.yichuang.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/** Kiosks and clerks: they give commands, repeat them, and sometimes give nonsense. */
final class SimulatedClients {
  private static final long PATIENCE_MILLIS = 11_500;

  private final World world;
  private final SimulatedCluster cluster;
  private final SimulatedHalls halls;
  private int left;
  private int idle;
  private int clients;

  SimulatedClients(World world, SimulatedCluster cluster, SimulatedHalls halls) {
    this.world = world;
    this.cluster = cluster;
    this.halls = halls;
    left = world.plan.commands();
    for (HallConfig hall : halls.halls()) {
      int account = 1;
      for (int i = 0; i < 2; i++) {
        start(new Client(hall.id(), new AccountId(account++), null));
      }
      for (int i = 0; i < hall.windows().size(); i++) {
        start(new Client(hall.id(), new AccountId(account++), new WindowId("W" + i)));
      }
      start(new Client(hall.id(), new AccountId(account - 1), new WindowId("W0")));
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

  /** Gives a command that must succeed in a quiet world. */
  void last() {
    for (HallConfig hall : halls.halls()) {
      Client client = new Client(hall.id(), new AccountId(99), null);
      client.give(
          client.fresh(new HallCommand.OpenWindow(new WindowId("W0"))), cluster.nodes().getFirst());
    }
  }

  private enum Belief {
    CLOSED,
    OPEN,
    CALLED,
    SERVING
  }

  private record Asked(CommandStamp stamp, HallCommand command) {}

  private final class Client {
    private final HallId hall;
    private final AccountId actor;
    private final WindowId window;
    private final String name;
    private final SplittableRandom random;
    private final List<Asked> accepted = new ArrayList<>();
    private Belief belief = Belief.CLOSED;
    private long turn;

    Client(HallId hall, AccountId actor, WindowId window) {
      this.hall = hall;
      this.actor = actor;
      this.window = window;
      name =
          (window == null ? "kiosk " : "clerk " + window + " ")
              + hall.value()
              + "/"
              + actor.value();
      random = world.randomOf(name);
    }

    void later() {
      long pause = random.nextInt(8) == 0 ? random.nextInt(3_000) : random.nextInt(30, 530);
      world.time.after(Math.max(0, world.restUntil - world.time.now()) + pause, this::act);
    }

    private void act() {
      if (left <= 0) {
        idle++;
        return;
      }
      left--;
      int chance = random.nextInt(100);
      if (chance < 12 && !accepted.isEmpty()) {
        Asked old = accepted.get(random.nextInt(accepted.size()));
        world.count("repeated after success");
        submit(
            chance < 9
                ? old
                : new Asked(stamp(old.stamp().id(), other(old.command())), other(old.command())));
      } else {
        submit(fresh(choose()));
      }
    }

    private HallCommand other(HallCommand command) {
      return command instanceof HallCommand.IssueTicket issue
          ? new HallCommand.IssueTicket(new QueueId(issue.matters().getFirst().value() + "-other"))
          : new HallCommand.IssueTicket(new QueueId("queue0"));
    }

    Asked fresh(HallCommand command) {
      return new Asked(stamp(new UUID(random.nextLong(), random.nextLong()), command), command);
    }

    private static CommandStamp stamp(UUID id, HallCommand command) {
      return new CommandStamp(
          id, UUID.nameUUIDFromBytes(command.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private HallCommand choose() {
      if (window == null) {
        List<HallConfig.Queue> queues = halls.newest(hall).queues();
        return new HallCommand.IssueTicket(
            random.nextInt(40) == 0
                ? new QueueId("nowhere")
                : queues.get(random.nextInt(queues.size())).id());
      }
      WindowId at = random.nextInt(40) == 0 ? new WindowId("W9") : window;
      if (random.nextInt(6) == 0) {
        return any(at, random.nextInt(7));
      }
      return switch (belief) {
        case CLOSED -> any(at, 0);
        case OPEN -> any(at, random.nextInt(12) == 0 ? 1 : 2);
        case CALLED -> any(at, 3 + random.nextInt(3));
        case SERVING -> any(at, 6);
      };
    }

    private HallCommand any(WindowId at, int which) {
      return switch (which) {
        case 0 -> new HallCommand.OpenWindow(at);
        case 1 -> new HallCommand.CloseWindow(at);
        case 2 -> new HallCommand.CallNext(at);
        case 3 -> new HallCommand.RecallTicket(at);
        case 4 -> new HallCommand.MissTicket(at);
        case 5 -> new HallCommand.StartService(at);
        default ->
            new HallCommand.CompleteService(
                at, random.nextBoolean() ? List.of() : List.of(MatterOutcome.DONE));
      };
    }

    private void submit(Asked asked) {
      List<SimulatedCluster.Node> up = cluster.nodes().stream().filter(node -> node.up).toList();
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
      History.Attempt attempt =
          new History.Attempt(
              name, node.name, hall, actor, asked.stamp(), asked.command(), world.time.now());
      world.history.attempts.add(attempt);
      node.inFlight.add(attempt);
      world.line(name, node.name + " " + asked.command() + " " + shortId(asked.stamp()));
      node.gateway.command(
          hall,
          actor,
          asked.stamp(),
          asked.command(),
          reply -> {
            node.inFlight.remove(attempt);
            attempt.reply = reply;
            attempt.answeredAt = world.time.now();
            world.line(name, node.name + " answers " + shortId(asked.stamp()) + " " + reply);
            listener.accept(reply);
          });
    }

    private static String shortId(CommandStamp stamp) {
      return stamp.id().toString().substring(0, 8);
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
        case HallReply.Refused refused -> {
          switch (refused.refusal().reason()) {
            case WINDOW_NOT_OPEN -> belief = Belief.CLOSED;
            case WINDOW_ALREADY_OPEN, NO_TICKET_AT_WINDOW -> belief = Belief.OPEN;
            case WINDOW_OCCUPIED -> belief = Belief.CALLED;
            case WRONG_TICKET_STATE ->
                belief =
                    asked.command() instanceof HallCommand.CompleteService
                        ? Belief.CALLED
                        : Belief.SERVING;
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
      switch (event) {
        case HallEvent.WindowOpened opened -> belief = Belief.OPEN;
        case HallEvent.WindowClosed closed -> belief = Belief.CLOSED;
        case HallEvent.TicketCalled called -> belief = Belief.CALLED;
        case HallEvent.ServiceStarted started -> belief = Belief.SERVING;
        case HallEvent.TicketMissed missed -> belief = Belief.OPEN;
        case HallEvent.ServiceCompleted completed -> belief = Belief.OPEN;
        default -> {}
      }
    }
  }
}
