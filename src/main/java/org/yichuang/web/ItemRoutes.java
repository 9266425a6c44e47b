package org.yichuang.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.catalogue.ItemList;
import org.yichuang.catalogue.Regime;
import org.yichuang.cluster.HallGateway;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Silence;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.usage.ItemUse;

/** What people can apply for at a hall (事项清单). Confined to one event loop. */
final class ItemRoutes {
  private final Catalogue catalogue;
  private final ConfigurationInForce inForce;
  private final ItemUse use;
  private final MostUsed mostUsed;

  ItemRoutes(Catalogue catalogue, HallGateway gateway, ItemUse use) {
    this.use = use;
    mostUsed = new MostUsed(use);
    this.catalogue = catalogue;
    inForce = new ConfigurationInForce(catalogue, gateway);
  }

  private record LimitView(int amount, String unit, @Nullable Integer extension) {
    static @Nullable LimitView of(@Nullable Limit limit) {
      return limit == null
          ? null
          : new LimitView(
              limit.amount(),
              limit.unit().word(),
              limit.extension() == 0 ? null : limit.extension());
    }
  }

  private record ItemSummary(
      String id,
      QueueId queue,
      LocalText name,
      String kind,
      String department,
      @Nullable LimitView promised,
      Duration serviceTime,
      boolean onlineBookable,
      @Nullable Long uses) {
    static ItemSummary of(Item item, @Nullable Long uses) {
      return new ItemSummary(
          item.id().value(),
          item.queue(),
          item.name(),
          item.kind().word(),
          item.department(),
          LimitView.of(item.period().promised()),
          Duration.ofMinutes(item.service().minutes()),
          item.service().onlineBookable(),
          uses);
    }
  }

  private record ItemPage(int version, int total, List<ItemSummary> items, @Nullable String next) {}

  private record ExtensionsView(
      int count, @Nullable LimitView length, String rank, LocalText approver) {}

  private record GroundView(String id, LocalText name, @Nullable LimitView most) {}

  private record RegimeView(
      String id,
      LocalText name,
      String reference,
      String start,
      @Nullable ExtensionsView extensions,
      @Nullable Integer acceptanceWorkingDays,
      List<String> silence) {
    static RegimeView of(Regime regime) {
      Regime.Extensions extensions = regime.extensions();
      return new RegimeView(
          regime.id().value(),
          regime.name(),
          regime.reference(),
          regime.start().word(),
          extensions == null
              ? null
              : new ExtensionsView(
                  extensions.count(),
                  LimitView.of(extensions.length()),
                  extensions.rank().word(),
                  extensions.approver()),
          regime.acceptance() == 0 ? null : regime.acceptance(),
          regime.silence().stream().map(Silence::word).toList());
    }
  }

  private record StepView(String id, LocalText name) {
    static List<StepView> of(List<Item.Step> steps) {
      return steps.stream().map(step -> new StepView(step.id(), step.name())).toList();
    }
  }

  private record BranchView(
      String id,
      LocalText name,
      String department,
      String regime,
      @Nullable LimitView statutory,
      List<String> after,
      List<StepView> steps) {
    static BranchView of(Item.Branch branch) {
      return new BranchView(
          branch.id(),
          branch.name(),
          branch.department(),
          branch.regime().value(),
          LimitView.of(branch.statutory()),
          branch.after(),
          StepView.of(branch.steps()));
    }
  }

  private record MaterialView(LocalText name, String form, @Nullable LocalText when) {
    static MaterialView of(Item.Material material) {
      return new MaterialView(material.name(), material.form().word(), material.when());
    }
  }

  private record ItemView(
      String id,
      int version,
      QueueId queue,
      LocalText name,
      String kind,
      String nature,
      String department,
      RegimeView regime,
      @Nullable LimitView statutory,
      @Nullable LimitView promised,
      List<GroundView> uncounted,
      List<BranchView> branches,
      List<StepView> steps,
      List<MaterialView> materials,
      List<String> delivery,
      Duration serviceTime,
      boolean onlineBookable,
      List<String> audience) {
    static ItemView of(int version, Item item, Regime regime) {
      return new ItemView(
          item.id().value(),
          version,
          item.queue(),
          item.name(),
          item.kind().word(),
          item.nature().word(),
          item.department(),
          RegimeView.of(regime),
          LimitView.of(item.period().statutory()),
          LimitView.of(item.period().promised()),
          item.period().uncounted().stream()
              .flatMap(ground -> regime.ground(ground).stream())
              .map(
                  ground -> new GroundView(ground.id(), ground.name(), LimitView.of(ground.most())))
              .toList(),
          item.branches().stream().map(BranchView::of).toList(),
          StepView.of(item.handling().steps()),
          item.materials().stream().map(MaterialView::of).toList(),
          item.handling().delivery().stream()
              .map(way -> way.name().toLowerCase(Locale.ROOT))
              .toList(),
          Duration.ofMinutes(item.service().minutes()),
          item.service().onlineBookable(),
          item.service().audience().stream().map(Item.Audience::word).toList());
    }
  }

  void addTo(Operations operations) {
    operations
        .on(
            "items",
            Permission.anyone(),
            exchange -> inForce.of(exchange, hall -> items(exchange, hall)))
        .on(
            "item",
            Permission.anyone(),
            exchange -> inForce.of(exchange, hall -> item(exchange, hall)));
  }

  private void items(Exchange exchange, HallConfig hall) {
    ItemList list = catalogue.items(hall.id(), hall.version());
    QueueId queue = exchange.query("queue").map(QueueId::new).orElse(null);
    if (queue != null && hall.queue(queue).isEmpty()) {
      exchange.answer(Problems.unknownQueue(hall.slug(), queue.value()));
      return;
    }
    ItemId after = exchange.query("after").map(ItemId::new).orElse(null);
    if (after != null && list.item(after).isEmpty()) {
      exchange.answer(Problems.unknownItem(hall.slug(), after.value()));
      return;
    }
    int limit = exchange.queryNumber("limit");
    boolean byUse = exchange.query("order").orElse("list").equals("used");
    if (byUse && after != null) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "expected after with order=list, found it with order=used, which has one page"));
      return;
    }
    Map<String, Long> uses = use.uses(hall.id());
    ItemList.Page page =
        list.find(
            new ItemList.Query(
                queue, exchange.query("q").orElse(""), after, byUse ? ItemList.MAX_ITEMS : limit));
    Stream<Item> items =
        byUse ? inOrderOfUse(hall.id(), list, page.items()).limit(limit) : page.items().stream();
    exchange.answer(
        200,
        ApiJson.write(
            new ItemPage(
                hall.version(),
                page.total(),
                items.map(item -> ItemSummary.of(item, uses.get(item.id().value()))).toList(),
                page.more() ? page.items().getLast().id().value() : null)));
  }

  private Stream<Item> inOrderOfUse(HallId hall, ItemList list, List<Item> found) {
    Set<ItemId> wanted = found.stream().map(Item::id).collect(Collectors.toSet());
    return mostUsed.of(hall, list).stream().filter(item -> wanted.contains(item.id()));
  }

  private void item(Exchange exchange, HallConfig hall) {
    ItemId id = new ItemId(exchange.parameter("item"));
    ItemList list = catalogue.items(hall.id(), hall.version());
    Optional<Item> item = list.item(id);
    if (item.isEmpty()) {
      exchange.answer(Problems.unknownItem(hall.slug(), id.value()));
      return;
    }
    Regime regime = list.regime(item.get().period().regime());
    exchange.answer(200, ApiJson.write(ItemView.of(hall.version(), item.get(), regime)));
  }
}
