package org.yichuang.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yichuang.hall.HallScene.A1;
import static org.yichuang.hall.HallScene.ANNA;
import static org.yichuang.hall.HallScene.BORIS;
import static org.yichuang.hall.HallScene.HALL;
import static org.yichuang.hall.HallScene.KIOSK;
import static org.yichuang.hall.HallScene.MONDAY;
import static org.yichuang.hall.HallScene.MORNING;
import static org.yichuang.hall.HallScene.SOCIAL;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.Missing;
import org.yichuang.cases.PersonRef;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.deadlines.CaseTerms;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.Receipt;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallScene;
import org.yichuang.hall.Refusal;
import org.yichuang.hall.TicketId;
import org.yichuang.journal.CaseFile;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.FlightPort.FlightResult;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.journal.ManualTime;

/** One owner with cases, over a database that answers when it is told. */
class CaseOwnerTest {
  private static final CasePorts.Limits FEW =
      new CasePorts.Limits(2, 3, 120_000, 20, 1_000, 4, 1_000, 0, 1);
  private static final Set<CaseRole> ALL = Set.of(CaseRole.values());
  private static final ItemRef MINUTES = new ItemRef("minutes", 1);
  private static final ItemRef NEWER = new ItemRef("minutes", 2);

  /** What an item's case may take. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final CaseCommand CORRECT =
      new CaseCommand.CorrectOnSpot(List.of(new Missing(1, "a signature")));
  private static final CaseCommand ARCHIVE = new CaseCommand.ArchiveCase("1");

  private final ManualTime time = new ManualTime(MORNING);
  private final SmallDatabase database = new SmallDatabase();
  private final List<CaseRow> watched = new ArrayList<>();
  private final Set<ItemRef> known = new HashSet<>(Set.of(MINUTES));
  private final List<Runnable> refreshes = new ArrayList<>();
  private HallOwner owner = owner(CasePorts.Limits.DEFAULT, 2_000);
  private int stamps;

  private HallOwner owner(CasePorts.Limits limits, int maxRows) {
    Lane lane =
        new Lane(
            database,
            time,
            time,
            new Lane.Limits(maxRows, maxRows, 3_000, 5_000, 250),
            new Unwatched());
    lane.start();
    return new HallOwner(
        HALL,
        new OwnerPorts(
            "node-a",
            new OneHall(),
            lane,
            database,
            time,
            time,
            (hall, board, changes) -> {},
            (RandomGenerator) () -> 0L,
            OwnerPorts.Limits.DEFAULT,
            new CasePorts(database, watched::add, limits)));
  }

  @Test
  void a_registration_is_answered_with_number_and_length_when_its_flight_has_landed() {
    serve();
    List<HallReply> answers = submit(register(null), ANNA);
    assertEquals(List.of(), answers);
    assertEquals(List.of("CaseOpened"), hallEvents());
    assertEquals(List.of("CaseRegistered", "CaseReceived"), caseEvents());
    database.lands();
    assertEquals(List.of(done(at(1, 2))), answers);
    assertEquals(2, watched.size());
    assertEquals(2, database.files.get(number(1)).seq());
  }

  @Test
  void a_repeated_registration_gets_the_answer_it_had_and_no_second_number() {
    serve();
    HallRequest request = request(register(null), ANNA);
    List<HallReply> first = submit(request);
    List<HallReply> meanwhile = submit(request);
    database.lands();
    assertEquals(first, meanwhile);
    assertEquals(first, landed(request));
    takenAnew();
    assertEquals(first, landed(request));
    assertEquals(1, database.cases.size());
    assertEquals(List.of(), database.readings);
  }

  @Test
  void a_registrations_key_with_another_content_is_reused() {
    serve();
    HallRequest request = request(register(null), ANNA);
    landed(request);
    HallRequest other =
        new HallRequest(
            HALL,
            ANNA,
            new CommandStamp(request.stamp().id(), new UUID(9, 9)),
            register(null),
            request.deadline());
    assertEquals(List.of(new HallReply.KeyReused()), landed(other));
    takenAnew();
    assertEquals(List.of(new HallReply.KeyReused()), landed(other));
  }

  @Test
  void a_repeated_command_of_a_case_gets_the_answer_it_had() {
    serve();
    landed(request(register(null), ANNA));
    HallRequest request = request(of(1, CORRECT), ANNA);
    List<HallReply> first = landed(request);
    assertEquals(List.of(done(at(1, 3))), first);
    landed(request(of(1, CORRECT), ANNA));
    assertEquals(first, landed(request));
    takenAnew();
    assertEquals(first, landed(request));
    HallRequest other =
        new HallRequest(
            HALL,
            ANNA,
            new CommandStamp(request.stamp().id(), new UUID(9, 9)),
            of(1, CORRECT),
            request.deadline());
    assertEquals(List.of(new HallReply.KeyReused()), landed(other));
    assertEquals(4, database.stream(number(1)).size());
  }

  @Test
  void a_batch_begins_whole_or_not_at_all() {
    serve();
    Order whole = new Order.NewCases(Collections.nCopies(3, application(null, MINUTES)), ALL);
    assertEquals(List.of(done(at(1, 2), at(2, 2), at(3, 2))), landed(request(whole, ANNA)));
    Order broken =
        new Order.NewCases(List.of(application(null, MINUTES), application(null, NEWER)), ALL);
    List<HallReply> refused = submit(request(broken, ANNA));
    refreshed();
    database.lands();
    assertEquals(CaseRefusal.Reason.UNKNOWN_ITEM, reason(refused));
    assertEquals(3, database.cases.size());
    assertEquals(List.of(done(at(4, 2))), landed(request(register(null), ANNA)));
  }

  @Test
  void a_ticket_leads_to_cases_of_the_clerk_who_serves_it() {
    serve();
    hall(new HallCommand.IssueTicket(SOCIAL), KIOSK);
    hall(new HallCommand.OpenWindow(A1), ANNA);
    hall(new HallCommand.CallNext(A1), ANNA);
    TicketId ticket = new TicketId(MONDAY, "B", 1);
    assertEquals(
        Refusal.Reason.WRONG_TICKET_STATE, hallReason(landed(request(register(ticket), ANNA))));
    hall(new HallCommand.StartService(A1), ANNA);
    assertEquals(
        Refusal.Reason.NOT_YOUR_WINDOW, hallReason(landed(request(register(ticket), BORIS))));
    assertEquals(List.of(), List.copyOf(database.cases.keySet()));
    assertEquals(List.of(done(at(1, 2))), landed(request(register(ticket), ANNA)));
    assertEquals(ticket.toString(), database.files.get(number(1)).ticket());
  }

  @Test
  void an_unknown_number_is_answered_when_a_check_of_the_head_has_landed() {
    serve();
    List<HallReply> answers = submit(of(7, CORRECT), ANNA);
    int before = database.flights.size();
    database.reads();
    assertEquals(before + 1, database.flights.size());
    assertEquals(0, database.cargo().size());
    assertEquals(List.of(), answers);
    database.lands();
    assertEquals(List.of(new HallReply.UnknownCase(number(7))), answers);
  }

  @Test
  void a_refusal_is_answered_when_a_check_of_the_cases_head_has_landed() {
    serve();
    landed(request(register(null), ANNA));
    List<HallReply> answers = submit(of(1, ARCHIVE), ANNA);
    assertEquals(List.of(), answers);
    assertEquals(0, database.cargo().size());
    assertEquals(
        List.of("2"), database.cargo().cases().expected().stream().map(h -> "" + h.seq()).toList());
    database.lands();
    assertEquals(CaseRefusal.Reason.WRONG_PHASE, reason(answers));
  }

  @Test
  void a_command_is_decided_on_what_is_still_out() {
    serve();
    HallRequest other = request(new Order.OfHall(new HallCommand.IssueTicket(SOCIAL)), KIOSK);
    submit(other);
    List<HallReply> registered = submit(register(null), ANNA);
    List<HallReply> corrected = submit(of(1, CORRECT), ANNA);
    database.lands();
    assertEquals(List.of("CaseRegistered", "CaseReceived", "CorrectedOnSpot"), caseEvents());
    assertEquals(1, database.cargo().cases().files().size());
    database.lands();
    assertEquals(List.of(done(at(1, 2))), registered);
    assertEquals(List.of(done(at(1, 3))), corrected);
  }

  @Test
  void what_a_lost_flight_did_not_write_is_decided_again_under_the_same_id() {
    serve();
    landed(request(register(null), ANNA));
    List<HallReply> second = submit(register(null), ANNA);
    List<HallReply> corrected = submit(of(1, CORRECT), ANNA);
    List<HallReply> third = submit(register(null), ANNA);
    database.isLost(false);
    database.lands();
    database.reads();
    database.lands();
    assertEquals(List.of(done(at(2, 2))), second);
    assertEquals(List.of(done(at(3, 2))), third);
    assertEquals(List.of(done(at(1, 3))), corrected);
    assertEquals(3, database.cases.size());
  }

  @Test
  void what_a_lost_flight_wrote_is_answered_as_it_was_decided() {
    serve();
    landed(request(register(null), ANNA));
    List<HallReply> corrected = submit(of(1, CORRECT), ANNA);
    List<HallReply> second = submit(register(null), ANNA);
    database.lands();
    List<HallReply> again = submit(of(1, CORRECT), ANNA);
    database.isLost(true);
    database.reads();
    database.lands();
    database.reads();
    database.lands();
    assertEquals(List.of(done(at(1, 3))), corrected);
    assertEquals(List.of(done(at(2, 2))), second);
    assertEquals(List.of(done(at(1, 4))), again);
    assertEquals(4, database.stream(number(1)).size());
  }

  @Test
  void a_turned_flight_is_decided_again_and_what_is_read_meanwhile_does_not_count() {
    serve();
    landed(request(register(null), ANNA));
    takenAnew();
    submit(new Order.OfHall(new HallCommand.IssueTicket(SOCIAL)), KIOSK);
    List<HallReply> corrected = submit(of(1, CORRECT), ANNA);
    database.turns();
    database.reads();
    assertEquals(List.of(), corrected);
    time.pass(1_000);
    database.reads();
    database.lands();
    if (corrected.isEmpty()) {
      database.lands();
    }
    assertEquals(List.of(done(at(1, 3))), corrected);
    assertTrue(owner.isServing());
  }

  @Test
  void whose_case_another_owner_wrote_stands_down() {
    serve();
    landed(request(register(null), ANNA));
    List<HallReply> answers = submit(of(1, CORRECT), ANNA);
    CaseRow mine = database.cargo().cases().rows().getFirst();
    database.write(mine);
    database.lands();
    assertEquals(List.of(new HallReply.NotOwner()), answers);
    assertEquals(3, database.stream(number(1)).size());
    assertEquals(List.of(new HallReply.NotOwner()), submit(register(null), ANNA));
  }

  @Test
  void a_deadline_falls_due_while_nobody_asks() {
    serve();
    landed(request(register(null), ANNA));
    database.reads();
    int before = database.flights.size();
    passes(untilDue().minusMillis(1));
    assertEquals(before, database.flights.size());
    passes(Duration.ofMillis(1));
    assertEquals(List.of("DeadlineReached"), caseEvents());
    assertEquals(AccountId.SYSTEM, database.cargo().cases().rows().getFirst().recorded().actor());
    database.lands();
    passes(Duration.ofMillis(1));
    assertEquals(List.of("CaseRegistered", "CaseReceived", "DeadlineReached"), story(1));
  }

  @Test
  void what_falls_due_is_read_a_little_before_and_has_but_to_be_written_then() {
    serve();
    landed(request(register(null), ANNA));
    landed(request(register(null), ANNA));
    takenAnew();
    database.readings.clear();
    passes(untilDue().minusMillis(CasePorts.Limits.DEFAULT.aheadMillis() + 1));
    assertEquals(List.of(), database.readings);
    time.pass(1);
    assertEquals(List.of(List.of(number(1), number(2))), database.readings);
    database.reads();
    int before = database.flights.size();
    time.pass(CasePorts.Limits.DEFAULT.aheadMillis());
    assertEquals(before + 1, database.flights.size());
    landsAll();
    assertEquals(List.of("CaseRegistered", "CaseReceived", "DeadlineReached"), story(1));
    assertEquals(story(1), story(2));
    assertEquals(1, database.readings.size());
  }

  @Test
  void a_case_that_was_read_for_its_deadline_alone_goes_when_that_is_written() {
    serve();
    landed(request(register(null), ANNA));
    landed(request(register(null), ANNA));
    takenAnew();
    landed(request(of(1, CORRECT), ANNA));
    passes(untilDue());
    landsAll();
    database.readings.clear();
    assertEquals(List.of(done(at(1, 5))), landed(request(of(1, CORRECT), ANNA)));
    assertEquals(List.of(), database.readings, "somebody asked for it");
    assertEquals(List.of(done(at(2, 4))), landed(request(of(2, CORRECT), ANNA)));
    assertEquals(List.of(List.of(number(2))), database.readings);
  }

  @Test
  void a_deadline_that_fell_due_while_the_hall_was_away_is_recorded_by_who_takes_it() {
    serve();
    landed(request(register(null), ANNA));
    owner.release();
    passes(untilDue().plusMillis(1));
    owner.take();
    database.lands();
    database.reads();
    database.lands();
    assertEquals(List.of("CaseRegistered", "CaseReceived", "DeadlineReached"), story(1));
  }

  @Test
  void a_deadline_whose_case_could_not_be_read_is_recorded_soon_after() {
    serve();
    landed(request(register(null), ANNA));
    owner.release();
    passes(untilDue());
    owner.take();
    database.lands();
    database.away = true;
    database.reads();
    database.away = false;
    time.pass(1_000);
    database.reads();
    database.lands();
    assertEquals(3, database.stream(number(1)).size());
  }

  @Test
  void a_command_brings_what_fell_due_before_it() {
    serve();
    landed(request(register(null), ANNA));
    takenAnew();
    time.turnClock(untilDue().toMillis());
    List<HallReply> answers = submit(of(1, CORRECT), ANNA);
    database.reads();
    assertEquals(List.of("DeadlineReached", "CorrectedOnSpot"), caseEvents());
    database.lands();
    assertEquals(List.of(done(at(1, 4))), answers);
  }

  @Test
  void a_thousand_that_fall_due_at_once_leave_room_for_people() {
    owner = owner(CasePorts.Limits.DEFAULT, 100);
    serve();
    Order fifty = new Order.NewCases(Collections.nCopies(50, application(null, MINUTES)), ALL);
    for (int i = 0; i < 20; i++) {
      landed(request(fifty, ANNA));
    }
    passes(untilDue());
    assertEquals(100, database.cargo().cases().rows().size());
    List<List<HallReply>> people =
        IntStream.range(0, 160)
            .mapToObj(i -> submit(new Order.OfHall(new HallCommand.IssueTicket(SOCIAL)), KIOSK))
            .toList();
    List<HallReply> acting = submit(of(400, CORRECT), ANNA);
    database.lands();
    assertEquals(75, database.cargo().rows().size());
    assertEquals(25, database.cargo().cases().rows().size());
    database.lands();
    assertEquals(75, database.cargo().rows().size());
    assertEquals(25, database.cargo().cases().rows().size());
    database.lands();
    assertEquals(10, database.cargo().rows().size());
    assertEquals(
        List.of("DeadlineReached", "CorrectedOnSpot"),
        database.cargo().cases().rows().stream()
            .filter(row -> row.number().equals(number(400)))
            .map(CaseRow::type)
            .toList());
    database.lands();
    assertTrue(people.stream().allMatch(answers -> answers.size() == 1));
    assertEquals(List.of(done(at(400, 4))), acting);
    landsAll();
    assertTrue(
        database.cases.values().stream()
            .allMatch(
                stream ->
                    stream.stream().filter(row -> row.type().equals("DeadlineReached")).count()
                        == 1));
    assertEquals(1_000, database.cases.size());
  }

  @Test
  void few_cases_are_kept_and_the_others_read_again() {
    owner = owner(FEW, 2_000);
    serve();
    for (int i = 0; i < 5; i++) {
      landed(request(register(null), ANNA));
    }
    for (int sequence = 1; sequence <= 5; sequence++) {
      List<HallReply> answers = submit(of(sequence, CORRECT), ANNA);
      database.reads();
      database.lands();
      assertEquals(List.of(done(at(sequence, 3))), answers);
    }
    assertEquals(
        Stream.of(1, 2, 3, 4, 5).map(sequence -> List.of(number(sequence))).toList(),
        database.readings);
    passes(untilDue());
    for (int i = 0; i < 8; i++) {
      database.reads();
      database.lands();
    }
    assertTrue(database.cases.values().stream().allMatch(stream -> stream.size() == 4));
  }

  @Test
  void a_clerks_case_is_read_beside_the_herd_and_not_behind_it() {
    owner = owner(FEW, 2_000);
    serve();
    for (int i = 0; i < 5; i++) {
      landed(request(register(null), ANNA));
    }
    takenAnew();
    passes(untilDue().minusMillis(1));
    database.readings.clear();
    time.pass(1);
    assertEquals(1, database.readings.size(), "the herd's");
    List<HallReply> waiting = submit(of(4, CORRECT), ANNA);
    List<HallReply> herded = submit(of(1, CORRECT), ANNA);
    assertEquals(List.of(number(4)), database.readings.get(1));
    database.readsLast();
    landsAll();
    assertEquals(List.of(done(at(4, 4))), waiting);
    assertEquals(List.of(number(1)), database.readings.getLast());
    database.readsLast();
    landsAll();
    assertEquals(List.of(done(at(1, 4))), herded);
    for (int i = 0; i < 4; i++) {
      database.reads();
      landsAll();
    }
    assertTrue(owner.isServing());
    assertEquals(
        List.of("CaseRegistered", "CaseReceived", "DeadlineReached", "CorrectedOnSpot"), story(1));
    assertEquals(List.of("CaseRegistered", "CaseReceived", "DeadlineReached"), story(5));
  }

  @Test
  void whoever_is_answered_may_ask_for_another_case_at_once() {
    owner = owner(FEW, 2_000);
    serve();
    for (int i = 0; i < 3; i++) {
      landed(request(register(null), ANNA));
    }
    takenAnew();
    database.away = true;
    List<HallReply> answers = new ArrayList<>();
    owner.submit(
        request(of(1, CORRECT), ANNA),
        failed -> {
          database.away = false;
          owner.submit(request(of(3, CORRECT), ANNA), answers::add);
        });
    owner.submit(request(of(1, CORRECT), BORIS), answers::add);
    database.reads();
    database.lands();
    assertEquals(2, answers.size());
  }

  @Test
  void an_item_of_a_version_that_is_not_known_here_is_looked_for() {
    serve();
    Order newer = new Order.NewCases(List.of(application(null, NEWER)), ALL);
    List<HallReply> registered = submit(newer, ANNA);
    known.add(NEWER);
    refreshed();
    database.lands();
    assertEquals(List.of(done(at(1, 2))), registered);
    takenAnew();
    known.remove(NEWER);
    List<HallReply> unknown = submit(of(1, CORRECT), ANNA);
    database.reads();
    refreshed();
    database.reads();
    assertInstanceOf(HallReply.NotNow.class, unknown.getFirst());
    List<HallReply> found = submit(of(1, CORRECT), ANNA);
    database.reads();
    known.add(NEWER);
    refreshed();
    database.reads();
    database.lands();
    assertEquals(List.of(done(at(1, 3))), found);
  }

  private void serve() {
    owner.take();
    database.lands();
    database.reads();
    assertTrue(owner.isServing());
  }

  /** The same node loses the hall and gets it again; nothing is at hand then. */
  private void takenAnew() {
    owner.release();
    serve();
  }

  /** Flights land until no other leaves. */
  private void landsAll() {
    for (int before = -1; before < database.flights.size(); ) {
      before = database.flights.size();
      database.lands();
    }
  }

  /** From now until the first alarm of the first case. */
  private Duration untilDue() {
    CaseFile file = Objects.requireNonNull(database.files.get(number(1)));
    return Duration.between(time.instant(), Objects.requireNonNull(file.nextDue()));
  }

  private void passes(Duration duration) {
    Instant until = time.instant().plus(duration);
    while (time.instant().isBefore(until)) {
      time.pass(Math.min(60_000, Duration.between(time.instant(), until).toMillis()));
      database.reads();
    }
  }

  private void refreshed() {
    List<Runnable> waiting = List.copyOf(refreshes);
    refreshes.clear();
    waiting.forEach(Runnable::run);
  }

  private void hall(HallCommand command, AccountId actor) {
    assertInstanceOf(
        HallReply.Done.class, landed(request(new Order.OfHall(command), actor)).getFirst());
  }

  private List<HallReply> landed(HallRequest request) {
    List<HallReply> answers = submit(request);
    database.reads();
    database.lands();
    return answers;
  }

  private List<HallReply> submit(Order order, AccountId actor) {
    return submit(request(order, actor));
  }

  private List<HallReply> submit(HallRequest request) {
    List<HallReply> answers = new ArrayList<>();
    owner.submit(request, answers::add);
    return answers;
  }

  private HallRequest request(Order order, AccountId actor) {
    CommandStamp stamp = new CommandStamp(new UUID(1, ++stamps), new UUID(2, stamps));
    return new HallRequest(HALL, actor, stamp, order, MORNING.plus(Duration.ofDays(30)));
  }

  private static Order register(@Nullable TicketId ticket) {
    return new Order.NewCases(List.of(application(ticket, MINUTES)), ALL);
  }

  private static CaseCommand.RegisterCase application(@Nullable TicketId ticket, ItemRef item) {
    return new CaseCommand.RegisterCase(
        item,
        Receipt.Channel.WINDOW,
        new PersonRef(1),
        null,
        null,
        ticket,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static Order of(int sequence, CaseCommand command) {
    return new Order.OfCase(number(sequence), command, ALL);
  }

  private static CaseNumber number(int sequence) {
    return new CaseNumber(HALL, MONDAY, sequence);
  }

  private static HallReply.CaseAt at(int sequence, int seq) {
    return new HallReply.CaseAt(number(sequence), seq);
  }

  private static HallReply done(HallReply.CaseAt... cases) {
    return new HallReply.CasesDone(List.of(cases));
  }

  private static CaseRefusal.Reason reason(List<HallReply> answers) {
    return assertInstanceOf(HallReply.CaseRefused.class, answers.getFirst()).refusal().reason();
  }

  private static Refusal.Reason hallReason(List<HallReply> answers) {
    return assertInstanceOf(HallReply.Refused.class, answers.getFirst()).refusal().reason();
  }

  private List<String> hallEvents() {
    return database.cargo().rows().stream().map(row -> row.type()).toList();
  }

  private List<String> caseEvents() {
    return database.cargo().cases().rows().stream().map(CaseRow::type).toList();
  }

  private List<String> story(int sequence) {
    return database.stream(number(sequence)).stream().map(CaseRow::type).toList();
  }

  private static CaseItem item(ItemRef ref) {
    return new CaseItem(
        ref,
        CaseKind.IMMEDIATE,
        "水务局",
        new CaseTerms(
            new ClockLaw("登记条例", false, StartEvent.RECEIPT, null, List.of(), 0, Set.of()),
            null,
            new Limit((int) LIMIT.toMinutes(), LimitUnit.MINUTE, 0)),
        List.of(),
        List.of(),
        new CaseItem.Practice(
            CaseItem.Tier.DIRECT,
            true,
            true,
            LocalTime.of(17, 0),
            Set.of(DeliveryMethod.values())));
  }

  private final class OneHall implements Catalogue {
    private final HallConfig config = HallScene.config();

    @Override
    public List<HallConfig> halls() {
      return List.of(config);
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return Optional.of(config);
    }

    @Override
    public HallConfig newest(HallId hall) {
      return config;
    }

    @Override
    public LocalDate founded(HallId hall) {
      return MONDAY;
    }

    @Override
    public HallConfig version(HallId hall, int version) {
      return config;
    }

    @Override
    public CaseItems caseItems(HallId hall) {
      return ref -> Optional.of(ref).filter(known::contains).map(CaseOwnerTest::item);
    }

    @Override
    public void refresh(Runnable done) {
      refreshes.add(done);
    }
  }

  private static final class Unwatched implements LaneWatch {
    @Override
    public void landed(FlightResult result, int rows, long millis) {}

    @Override
    public void clockSkew(long millis) {}
  }
}
