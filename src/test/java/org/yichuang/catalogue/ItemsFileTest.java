package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.QueueId;

class ItemsFileTest {
  private static final String HALL =
      """
      hall: village
      name: { zh: 村服务站, en: Village station }
      time-zone: Asia/Shanghai
      zones:
        - { id: general, ticket-prefix: A, name: { zh: 综合, en: General }, departments: [水利局, 民政局], windows: 2 }
        - { id: tax, ticket-prefix: T, name: { zh: 税务, en: Tax }, windows: 1 }
      """;

  private static final String REGIMES =
      """
      regimes:
        - id: licensing
          name: { zh: 行政许可, en: Licence }
          reference: 《行政许可法》
          for: [licence]
          start: acceptance
          unit: wd
          limit: 20wd
          extensions: { count: 1, length: 10wd, rank: agency-head, approver: { zh: 负责人, en: Head } }
          acceptance: 5
          silence: [accepted, renewal-granted]
          uncounted: [{ id: hearing, zh: 听证, en: Hearing }]
        - id: service
          name: { zh: 服务, en: Service }
          reference: 无
          for: [public-service, confirmation]
          start: receipt
          unit: cd
      """;

  private static final String ITEMS =
      """
      hall: village
      items:
        - id: water
          zone: general
          name: { zh: 取水许可, en: Permit to abstract water }
          kind: promised
          nature: licence
          department: 水利局
          regime: licensing
          statutory: 45wd
          promised: 15wd
          uncounted: [hearing]
          minutes: 30
          online-booking: true
          for: [organisation]
          materials:
            - { zh: 申请书, en: Application, form: original }
            - { zh: 委托书, en: Power of attorney, form: copy, when: { zh: 委托时, en: by an agent } }
        - id: both
          zone: general
          name: { zh: 联合办理, en: Both at once }
          kind: joint
          nature: licence
          department: 水利局
          regime: licensing
          promised: 10wd
          branches:
            - { id: first, name: { zh: 甲, en: First }, department: 水利局, regime: licensing }
            - { id: second, name: { zh: 乙, en: Second }, department: 民政局, regime: service, after: [first] }
          minutes: 20
          online-booking: false
          for: [person, organisation]
        - id: question
          zone: tax
          name: { zh: 咨询, en: Question }
          kind: immediate
          nature: public-service
          department: 税务局
          regime: service
          statutory: none
          promised: 30min
          minutes: 5
          online-booking: false
          for: [person]
      """;

  /** One more of them. */
  private static final String ADVICE =
      """
        - id: advice
          zone: tax
          name: { zh: 书面答复, en: Written answer }
          kind: reply
          nature: public-service
          department: 税务局
          regime: service
          statutory: none
          promised: 5wd
          minutes: 7
          online-booking: false
          for: [person]
          steps:
            - { id: draft, name: { zh: 拟稿, en: Draft }, role: review, limit: 3wd }
            - { id: sign, name: { zh: 签批, en: Signature }, role: lead }
          tier: collective
          handled-by-one: false
          office-closes: "16:30"
          delivery: [post, agent]
      """;

  private static ItemList parse(String items, String regimes) throws InvalidHallFile {
    return ItemsFile.parse(
        "i.yaml", items, HallFile.parse("h.yaml", HALL), RegimesFile.parse("r.yaml", regimes));
  }

  static ItemList demonstration() throws Exception {
    return BundledFiles.demonstration(HallFileTest.demonstration(), false).items();
  }

  @Test
  void a_file_states_its_items() throws Exception {
    ItemList list = parse(ITEMS, REGIMES);
    Item water = list.item(new ItemId("water")).orElseThrow();
    assertEquals(new QueueId("general"), water.queue());
    assertEquals(new Limit(45, LimitUnit.WORKING_DAY, 0), water.period().statutory());
    assertEquals(new Limit(15, LimitUnit.WORKING_DAY, 0), water.period().promised());
    assertEquals(List.of("hearing"), water.period().uncounted());
    assertEquals("委托时", water.materials().get(1).when().zh());
    assertEquals(List.of(Item.Audience.ORGANISATION), water.service().audience());
    Item both = list.item(new ItemId("both")).orElseThrow();
    assertEquals(
        new Limit(20, LimitUnit.WORKING_DAY, 0),
        both.period().statutory(),
        "the regime's limit where none is stated");
    assertEquals(List.of("first"), both.branches().get(1).after());
    assertEquals(null, both.branches().get(1).statutory());
    assertEquals(null, list.item(new ItemId("question")).orElseThrow().period().statutory());
    Regime licensing = list.regime(new RegimeId("licensing"));
    assertEquals(StartEvent.ACCEPTANCE, licensing.start());
    assertEquals(1, licensing.extensions().count());
    assertEquals(5, licensing.acceptance());
    assertEquals(2, licensing.silence().size());
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          hall: village        | hall: town             | i.yaml:1: expected the items of hall village, found "town"
          - id: water          | - id: Water            | i.yaml:3: expected an item's id in small letters, found "Water"
          - id: both           | - id: water            | i.yaml:19: expected each item once, found water
          zone: tax            | zone: taxes            | i.yaml:34: expected a zone of village, found "taxes"
          zh: 取水许可         | cn: 取水许可           | i.yaml:5: expected a Chinese name, found nothing
          kind: promised       | kind: slow             | i.yaml:6: expected one of immediate, promised, reply, joint, sent-up, special, found "slow"
          nature: public-service | nature: licence      | i.yaml:39: expected a regime for items of nature licence, found service, which is for public-service, confirmation
          department: 税务局   | department: ""         | i.yaml:38: expected a department, found ""
          department: 水利局   | department: 税务局     | i.yaml:8: expected one of the departments 民政局 水利局, found "税务局"
          department: 民政局   | department: 税务局     | i.yaml:29: expected one of the departments 民政局 水利局, found "税务局"
          regime: licensing    | regime: law            | i.yaml:9: expected a regime of [licensing, service], found "law"
          statutory: 45wd      | statutory: soon        | i.yaml:10: expected a limit such as 20wd, 20wd+10wd, 60cd, 3mo or 30min, or none, found "soon"
          statutory: 45wd      | statutory: 0wd         | i.yaml:10: expected a limit such as 20wd, 20wd+10wd, 60cd, 3mo or 30min, or none, found "0wd"
          statutory: 45wd      | statutory: 20wd+10cd   | i.yaml:10: expected a limit such as 20wd, 20wd+10wd, 60cd, 3mo or 30min, or none, found "20wd+10cd"
          statutory: 45wd      | statutory: 45cd        | i.yaml:10: expected a limit in wd, as licensing has it, found 45cd
          statutory: 45wd      | statutory: 14wd        | i.yaml:11: expected a promise not longer than the statutory 14wd, found 15wd
          promised: 15wd       | promised: 46wd         | i.yaml:11: expected a promise not longer than the statutory 45wd, found 46wd
          promised: 15wd       | promised: 6mo          | i.yaml:11: expected a promise not longer than the statutory 45wd, found 6mo
          promised: 15wd       | promised: 5wd+5wd      | i.yaml:11: expected a promise without extension, found 5wd+5wd
          promised: 15wd       | promised: 30min        | i.yaml:3: expected a promise in days or months, found 30min
          promised: 30min      | promised: 1wd          | i.yaml:33: expected a promise in minutes for an immediate item, found 1wd
          statutory: none      | statutory: 9cd+9cd     | i.yaml:40: expected no extension, as service allows none, found 9cd+9cd
          [hearing]            | [auction]              | i.yaml:12: expected a ground of licensing, one of [hearing], found "auction"
          minutes: 30          | minutes: 481           | i.yaml:13: expected minutes of 1…480, found "481"
          online-booking: true | online-booking: yes    | i.yaml:14: expected one of true, false, found "yes"
          for: [organisation]  | for: [everybody]       | i.yaml:15: expected one of person, organisation, found "everybody"
          for: [organisation]  | for: []                | i.yaml:15: expected at least one of person, organisation, found none
          form: original       | form: fax              | i.yaml:17: expected one of original, copy, original-and-copy, found "fax"
          when: { zh: 委托时   | when: { cn: 委托时     | i.yaml:18: expected a Chinese name, found nothing
          kind: joint          | kind: promised         | i.yaml:19: expected branches of joint items alone, found 2
          kind: immediate      | kind: joint            | i.yaml:33: expected a promise in days or months, found 30min
          id: second           | id: first              | i.yaml:19: expected each branch once, found first
          after: [first]       | after: [third]         | i.yaml:29: expected a branch told before, found "third"
          after: [first]       | after: [second]        | i.yaml:29: expected a branch told before, found "second"
          after: [first]       | when: [first]          | i.yaml:29: expected one of id, name, department, regime, statutory, after, steps, found when
          statutory: 45wd      | statutary: 45wd        | i.yaml:10: expected one of id, zone, name, kind, nature, department, regime, statutory, promised, uncounted, branches, materials, minutes, online-booking, for, steps, tier, handled-by-one, office-closes, delivery, found statutary
          items:               | item:                  | i.yaml:3: expected one of hall, office-closes, items, found item
          id: draft            | id: Draft              | i.yaml:58: expected a step's id in small letters, found Draft
          id: draft            | id: sign               | i.yaml:45: expected each step once, found [sign, sign]
          role: lead           | role: applicant        | i.yaml:59: expected one of review, lead, centre, found "applicant"
          role: lead           | roles: lead            | i.yaml:59: expected one of id, name, role, limit, found roles
          limit: 3wd           | limit: soon            | i.yaml:58: expected a limit such as 20wd, 20wd+10wd, 60cd, 3mo or 30min, found "soon"
          limit: 3wd           | limit: 3wd+1wd         | i.yaml:58: expected a step's limit without extension, found 3wd+1wd
          limit: 3wd           | limit: 6wd             | i.yaml:45: expected a step not longer than 5wd, found draft of 6wd
          after: [first]       | steps: [{ id: a, name: { zh: 甲, en: A }, role: review, limit: x }] | i.yaml:29: expected a limit such as 20wd, 20wd+10wd, 60cd, 3mo or 30min, found "x"
          regime: licensing }  | regime: licensing, steps: [{ id: a, name: { zh: 甲, en: A }, role: lead, limit: 21wd }] } | i.yaml:28: expected a step not longer than 20wd, found a of 21wd
          tier: collective     | tier: all              | i.yaml:60: expected one of direct, lead, collective, found "all"
          handled-by-one: false | handled-by-one: true  | i.yaml:45: expected immediate items alone handled by one, found reply
          handled-by-one: false | handled-by-one: maybe | i.yaml:61: expected one of true, false, found "maybe"
          office-closes: "16:30" | office-closes: late  | i.yaml:62: expected a time such as 17:30, found "late"
          [post, agent]        | [fax]                  | i.yaml:63: expected one of window, post, agent, found "fax"
          [post, agent]        | [post, post]           | i.yaml:63: expected each word once, found post
          [post, agent]        | []                     | i.yaml:63: expected at least one of window, post, agent, found none
          """)
  void a_mistake_is_told_with_its_line(String right, String wrong, String problem)
      throws InvalidHallFile {
    String items = ITEMS + ADVICE;
    int at = items.indexOf(right);
    assertTrue(at >= 0);
    String broken = items.substring(0, at) + wrong + items.substring(at + right.length());
    assertEquals(problem, problems(broken, REGIMES).getFirst());
  }

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    assertEquals(
        List.of("i.yaml:4:", "i.yaml:10:", "i.yaml:20:", "i.yaml:42:"),
        problems(
                ITEMS
                    .replace("zone: general", "zone: gone")
                    .replace("statutory: 45wd", "statutory: x")
                    .replace("minutes: 5\n", "minutes: many\n"),
                REGIMES)
            .stream()
            .map(problem -> problem.substring(0, problem.indexOf(' ')))
            .distinct()
            .toList());
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          - id: licensing     | - id: 1                | r.yaml:2: expected a regime's id in small letters, found "1"
          - id: service       | - id: licensing        | r.yaml:13: expected each regime once, found licensing
          reference: 无       | law: 无                | r.yaml:15: expected one of id, name, reference, for, start, unit, limit, extensions, uncounted, acceptance, silence, closes-uncorrected, found law
          for: [licence]      | for: [permit]          | r.yaml:5: expected one of licence, confirmation, grant, other-power, public-service, found "permit"
          for: [licence]      | for: []                | r.yaml:2: expected at least one nature of items, found []
          start: receipt      | start: whenever        | r.yaml:17: expected one of receipt, acceptance, found "whenever"
          unit: cd            | unit: years            | r.yaml:18: expected one of min, hwd, wd, cd, mo, found "years"
          limit: 20wd         | limit: 20cd            | r.yaml:2: expected a limit in wd, found 20cd
          limit: 20wd         | limit: 20wd+10wd       | r.yaml:2: expected a limit whose extension is told apart, found 20wd+10wd
          length: 10wd        | length: 10cd           | r.yaml:2: expected an extension in wd, found 10cd
          length: 10wd        | length: 10wd+5wd       | r.yaml:9: expected one length, found 10wd+5wd
          count: 1            | count: 6               | r.yaml:9: expected a number of extensions of 1…5, found "6"
          acceptance: 5       | acceptance: 61         | r.yaml:10: expected working days of 1…60, found "61"
          [accepted, renewal-granted] | [granted]      | r.yaml:11: expected one of accepted, renewal-granted, found "granted"
          [accepted, renewal-granted] | [accepted, accepted] | r.yaml:11: expected each word once, found accepted
          acceptance: 5       | closes-uncorrected: 5  | r.yaml:10: expected one of true, false, found "5"
          rank: agency-head   | rank: mayor            | r.yaml:9: expected one of agency-head, government-head, found "mayor"
          zh: 听证,           | most: 2hwd, zh: 听证,  | r.yaml:12: expected a maximum in days or months, found 2hwd
          id: hearing         | id: Hearing            | r.yaml:12: expected a ground's id in small letters, found Hearing
          """)
  void a_regimes_mistake_is_told_with_its_line(String right, String wrong, String problem) {
    assertTrue(REGIMES.contains(right));
    assertEquals(problem, problems(ITEMS, REGIMES.replace(right, wrong)).getFirst());
  }

  private static List<String> problems(String items, String regimes) {
    return assertThrows(InvalidHallFile.class, () -> parse(items, regimes)).problems();
  }

  @ParameterizedTest(name = "{0} surely longer than {1}: {2}")
  @CsvSource({
    "20wd, 20wd, false",
    "21wd, 20wd, true",
    "20wd, 20wd+10wd, false",
    "25wd, 20wd+10wd, true",
    "30min, 3wd, false",
    "2000min, 1wd, false",
    "60min, 30min, true",
    "20wd, 60cd, false",
    "61wd, 60cd, true",
    "60cd, 20wd, true",
    "25cd, 20wd, false",
    "3mo, 90cd, false",
    "4mo, 90cd, true",
    "93cd, 3mo, false",
    "94cd, 3mo, true",
    "1hwd, 1wd, false",
    "70wd, 2mo, true",
  })
  void limits_are_compared_where_they_can_be(String one, String other, boolean longer) {
    assertEquals(longer, Limit.parse(one).surelyLongerThan(Limit.parse(other)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "wd", "0wd", "-1wd", "1.5wd", "20", "20 wd", "20WD", "99999wd", "1wd+0wd"})
  void what_is_no_limit_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Limit.parse(text));
  }

  @Test
  void the_demonstration_has_items_of_every_zone_department_and_kind() throws Exception {
    HallFile hall = HallFileTest.demonstration();
    ItemList list = demonstration();
    assertTrue(list.items().size() >= 45, () -> "items: " + list.items().size());
    assertEquals(
        hall.queues().stream().map(HallConfig.Queue::id).collect(Collectors.toSet()),
        list.items().stream().map(Item::queue).collect(Collectors.toSet()));
    Set<String> departments = new TreeSet<>();
    hall.departments().values().forEach(departments::addAll);
    assertEquals(29, departments.size());
    departments.removeAll(list.items().stream().map(Item::department).toList());
    assertEquals(Set.of(), departments, "departments without an item");
    assertEquals(
        EnumSet.allOf(Item.Kind.class),
        list.items().stream()
            .map(Item::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Item.Kind.class))));
    for (Item item : list.items()) {
      assertTrue(item.materials().size() >= 2 && item.materials().size() <= 6, item.id()::toString);
    }
  }

  @Test
  void a_file_says_how_items_are_handled_and_what_it_leaves_out_is_as_usual() throws Exception {
    ItemList list = parse(ITEMS + ADVICE, REGIMES);
    Item.Handling advice = list.item(new ItemId("advice")).orElseThrow().handling();
    assertEquals(
        List.of("draft REVIEW 3wd", "sign LEAD null"),
        advice.steps().stream()
            .map(step -> step.id() + " " + step.role() + " " + step.limit())
            .toList());
    assertEquals(CaseItem.Tier.COLLECTIVE, advice.tier());
    assertEquals(LocalTime.of(16, 30), advice.officeCloses());
    assertEquals(List.of(DeliveryMethod.POST, DeliveryMethod.AGENT), advice.delivery());
    assertEquals(
        Item.Handling.usual(Item.Kind.PROMISED),
        list.item(new ItemId("water")).orElseThrow().handling());
    Item.Handling question = list.item(new ItemId("question")).orElseThrow().handling();
    assertEquals(Item.Handling.usual(Item.Kind.IMMEDIATE), question);
    assertTrue(question.byOne());
    ItemList early = parse("office-closes: 16:00\n" + ITEMS + ADVICE, REGIMES);
    assertEquals(
        List.of("16:00", "16:00", "16:00", "16:30"),
        early.items().stream().map(item -> item.handling().officeCloses().toString()).toList());
    assertEquals(
        "i.yaml:1: expected a time such as 17:30, found \"9\"",
        problems("office-closes: 9\n" + ITEMS, REGIMES).getFirst());
  }

  @Test
  void the_law_of_licences_is_the_regime_of_licences_alone() throws Exception {
    for (Item item : demonstration().items()) {
      if (item.period().regime().value().startsWith("licensing")) {
        assertEquals(Regime.Nature.LICENCE, item.nature(), item.id()::toString);
      }
    }
    Regime licensing = demonstration().regime(new RegimeId("licensing"));
    assertEquals(Limit.parse("20wd"), licensing.limit());
    assertEquals(Limit.parse("10wd"), licensing.extensions().length());
    assertEquals(5, licensing.acceptance());
    assertEquals(8, licensing.uncounted().size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          个体工商户设立登记,     commerce,     IMMEDIATE, 3wd+3wd,   30min
          开办餐饮店一件事,       commerce,     JOINT,     none,      5wd
          灵活就业人员参保登记,   social,       IMMEDIATE, none,      20min
          工伤认定,               social,       PROMISED,  60cd,      20wd
          存量房转移登记和缴税,   property,     JOINT,     30wd,      3wd
          不动产首次登记,         property,     PROMISED,  30wd,      5wd
          结婚登记,               livelihood,   IMMEDIATE, none,      40min
          最低生活保障确认,       livelihood,   SENT_UP,   30wd,      22wd
          民办培训学校设立,       livelihood,   PROMISED,  3mo,       20wd
          建筑工程施工许可,       construction, PROMISED,  7cd,       3wd
          企业投资项目核准,       investment,   PROMISED,  20wd+40wd, 8wd
          重点项目联合踏勘协调,   investment,   SPECIAL,   none,      10wd
          取水许可,               economy,      PROMISED,  45wd,      15wd
          政府信息公开申请,       convenience,  REPLY,     20wd+20wd, 15wd
          居民身份证换领,         police,       PROMISED,  60cd,      20cd
          """)
  void the_pattern_of_the_hall_is_in_the_catalogue(
      String name, String zone, Item.Kind kind, String statutory, String promised)
      throws Exception {
    Item item =
        demonstration().items().stream()
            .filter(candidate -> candidate.name().zh().equals(name))
            .findFirst()
            .orElseThrow();
    assertEquals(zone, item.queue().value());
    assertEquals(kind, item.kind());
    assertEquals(
        statutory.equals("none") ? null : Limit.parse(statutory), item.period().statutory());
    assertEquals(Limit.parse(promised), item.period().promised());
  }

  @ParameterizedTest(name = "{0}, \"{1}\" after {2}: {3} of {4}, more: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -       | ''            | -        | water both | 3 | true
          -       | ''            | both     | question   | 3 | false
          -       | ''            | question | ''         | 3 | false
          -       | ''            | unknown  | ''         | 3 | false
          general | ''            | -        | water both | 2 | false
          general | ''            | water    | both       | 2 | false
          tax     | ''            | water    | question   | 1 | false
          -       | 取水          | -        | water      | 1 | false
          -       | WATER permit  | -        | water      | 1 | false
          -       | ＷＡＴＥＲ    | -        | water      | 1 | false
          -       | 许可 water    | -        | water      | 1 | false
          -       | fire          | -        | ''         | 0 | false
          -       | '   '         | -        | water both | 3 | true
          tax     | 取水          | -        | ''         | 0 | false
          """)
  void items_are_found_by_queue_and_words(
      String queue, String text, String after, String found, int total, boolean more)
      throws Exception {
    ItemList.Page page =
        parse(ITEMS, REGIMES)
            .find(
                new ItemList.Query(
                    queue.equals("-") ? null : new QueueId(queue),
                    text,
                    after.equals("-") ? null : new ItemId(after),
                    2));
    assertEquals(
        Arrays.stream(found.split(" ")).filter(id -> !id.isEmpty()).toList(),
        page.items().stream().map(item -> item.id().value()).toList());
    assertEquals(total, page.total());
    assertEquals(more, page.more());
  }

  @Test
  void pages_show_every_item_once() throws Exception {
    ItemList list = demonstration();
    for (int limit : List.of(1, 7, 100)) {
      Set<ItemId> seen = new HashSet<>();
      ItemList.Page page = list.find(new ItemList.Query(null, "", null, limit));
      while (true) {
        page.items().forEach(item -> assertTrue(seen.add(item.id())));
        if (!page.more()) {
          break;
        }
        page = list.find(new ItemList.Query(null, "", page.items().getLast().id(), limit));
      }
      assertEquals(list.items().size(), seen.size());
    }
  }

  @Test
  void what_is_stored_is_what_was_read_and_equal_files_are_stored_equally() throws Exception {
    ItemList list = demonstration();
    String stored = StoredJson.write(list);
    ItemList read = StoredJson.items(stored);
    assertEquals(list.items(), read.items());
    assertEquals(list.regimes(), read.regimes());
    assertEquals(stored, StoredJson.write(read));
    assertEquals(stored, StoredJson.write(demonstration()));
    assertEquals(List.of(), StoredJson.items(StoredJson.write(ItemList.NONE)).items());
    assertThrows(
        IllegalStateException.class,
        () -> StoredJson.items(stored.replace("\"format\":2", "\"format\":3")));
    assertThrows(IllegalStateException.class, () -> StoredJson.items("{"));
  }

  /** As it was stored before items said how they are handled. */
  private static final String FORMAT_1 =
      """
      {"format":1,
       "regimes":[{"id":{"value":"service"},"name":{"zh":"服务","en":"Service"},"reference":"无",
        "natures":["PUBLIC_SERVICE"],"start":"RECEIPT","unit":"WORKING_DAY","uncounted":[],
        "acceptance":0,"silence":[]}],
       "items":[
        {"id":{"value":"card"},"queue":{"value":"tax"},"name":{"zh":"优待证","en":"Card"},
         "kind":"IMMEDIATE","nature":"PUBLIC_SERVICE","department":"民政局",
         "period":{"regime":{"value":"service"},"promised":{"amount":20,"unit":"MINUTE","extension":0},
          "uncounted":[]},
         "branches":[],"materials":[],
         "service":{"minutes":8,"onlineBookable":false,"audience":["PERSON"]}},
        {"id":{"value":"both"},"queue":{"value":"tax"},"name":{"zh":"联办","en":"Both"},
         "kind":"JOINT","nature":"PUBLIC_SERVICE","department":"民政局",
         "period":{"regime":{"value":"service"},"promised":{"amount":5,"unit":"WORKING_DAY","extension":0},
          "uncounted":[]},
         "branches":[
          {"id":"first","name":{"zh":"甲","en":"First"},"department":"民政局",
           "regime":{"value":"service"},"after":[]},
          {"id":"second","name":{"zh":"乙","en":"Second"},"department":"税务局",
           "regime":{"value":"service"},"after":["first"]}],
         "materials":[],
         "service":{"minutes":8,"onlineBookable":false,"audience":["PERSON"]}}]}
      """;

  @Test
  void items_of_the_first_format_are_handled_as_usual() {
    ItemList old = StoredJson.items(FORMAT_1);
    assertEquals(
        List.of(Item.Handling.usual(Item.Kind.IMMEDIATE), Item.Handling.usual(Item.Kind.JOINT)),
        old.items().stream().map(Item::handling).toList());
    assertEquals(List.of(), old.items().getLast().branches().getLast().steps());
    assertFalse(old.regimes().getFirst().closesUncorrected());
    assertEquals(old.items(), StoredJson.items(StoredJson.write(old)).items());
  }
}
