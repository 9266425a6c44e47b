package org.yichuang.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CasePhase;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Chain;
import org.yichuang.cases.Handing;
import org.yichuang.cases.Missing;
import org.yichuang.cases.Notice;
import org.yichuang.cases.Registration;
import org.yichuang.cases.Track;
import org.yichuang.cases.Work;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.UnknownConfiguration;

/**
 * Makes views of cases: functions of the case's events and of what accounts, halls and items are
 * called. Any thread.
 */
final class CaseViews {
  private static final String SYSTEM = "system";

  private final Catalogue catalogue;

  CaseViews(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whoever is named in the case. */
  static Set<AccountId> accounts(CaseState state) {
    Set<AccountId> named = new LinkedHashSet<>();
    state.registration().ifPresent(registration -> named.addAll(owners(registration)));
    state.intake().acceptedBy().ifPresent(named::add);
    for (Track track : state.work().tracks().values()) {
      track.chain().ifPresent(chain -> named.addAll(members(chain)));
      track.decision().ifPresent(decision -> named.add(decision.by()));
    }
    named.remove(AccountId.SYSTEM);
    return named;
  }

  private static List<AccountId> owners(Registration registration) {
    return Stream.concat(registration.owner().stream(), registration.backup().stream()).toList();
  }

  private static List<AccountId> members(Chain chain) {
    return Stream.of(chain.lead(), chain.clerk(), chain.backup()).filter(Objects::nonNull).toList();
  }

  /** What an account is called; a number where it is not known. */
  static String name(Map<AccountId, String> names, AccountId account) {
    return account.equals(AccountId.SYSTEM)
        ? SYSTEM
        : names.getOrDefault(account, "account-" + account.value());
  }

  private static @Nullable String name(Map<AccountId, String> names, Optional<AccountId> account) {
    return account.map(known -> name(names, known)).orElse(null);
  }

  /**
   * @param state of a case that is there
   * @param names of {@link #accounts}
   */
  CaseView of(CaseState state, Map<AccountId, String> names, CaseView.Beside beside) {
    Registration registration = state.registration().orElseThrow();
    Optional<Item> item = item(state.number().hall(), registration);
    return new CaseView(
        state.number().display(),
        beside.queryCode(),
        catalogue.newest(state.number().hall()).slug(),
        state.seq(),
        state.at(),
        state.item().kind().word(),
        state.phase().word(),
        state.since(),
        state.light().word(),
        new CaseView.ItemView(
            registration.facts().item().id(),
            registration.facts().item().version(),
            item.map(Item::name).orElse(null),
            state.item().department()),
        arrival(state, registration.facts()),
        owners(state, registration, names),
        registration.facts().duplicates().stream().map(CaseNumber::display).toList(),
        state.clocks().clocks().values().stream()
            .map(clock -> CaseView.ClockView.of(state.clocks(), clock))
            .toList(),
        state.clocks().suspensions().stream().map(CaseView.SuspensionView::of).toList(),
        state.intake().notice().map(CaseViews::notice).orElse(null),
        tracks(state, item, names),
        state.work().upper().stream()
            .map(
                stay ->
                    new CaseView.UpperView(stay.agency(), stay.from(), stay.until().orElse(null)))
            .toList(),
        state.work().gatherings().stream()
            .map(
                held ->
                    new CaseView.GatheringView(
                        word(held.kind()), held.date(), held.branches(), held.note()))
            .toList(),
        handing(state),
        beside.people(),
        beside.may());
  }

  private static CaseView.ArrivalView arrival(CaseState state, CaseEvent.CaseRegistered facts) {
    return new CaseView.ArrivalView(
        word(facts.channel()),
        facts.arrived().date(),
        facts.counted().date(),
        word(facts.shift()),
        facts.ticket(),
        facts.licenceExpires(),
        state.visits().size());
  }

  private CaseView.OwnersView owners(
      CaseState state, Registration registration, Map<AccountId, String> names) {
    HallId elsewhere = registration.facts().responsible();
    return new CaseView.OwnersView(
        name(names, registration.owner()),
        name(names, registration.backup()),
        elsewhere == null ? null : catalogue.newest(elsewhere).slug(),
        name(names, state.intake().acceptedBy()));
  }

  private Optional<Item> item(HallId hall, Registration registration) {
    try {
      return catalogue.item(
          hall,
          registration.facts().item().version(),
          new ItemId(registration.facts().item().id()));
    } catch (UnknownConfiguration unheardOf) {
      return Optional.empty();
    }
  }

  private static CaseView.NoticeView notice(Notice notice) {
    List<CaseView.PointView> points = new ArrayList<>();
    for (Missing point : notice.points()) {
      int place = points.size() + 1;
      points.add(
          new CaseView.PointView(
              place,
              point.material() == 0 ? null : point.material(),
              point.what(),
              notice.outstanding().contains(place)));
    }
    return new CaseView.NoticeView(notice.version(), notice.answerBy(), notice.closesAt(), points);
  }

  private static List<CaseView.TrackView> tracks(
      CaseState state, Optional<Item> item, Map<AccountId, String> names) {
    Map<String, LocalText> called = new HashMap<>();
    item.ifPresent(known -> known.branches().forEach(it -> called.put(it.id(), it.name())));
    List<CaseView.TrackView> tracks = new ArrayList<>();
    state
        .work()
        .tracks()
        .forEach(
            (branch, track) ->
                tracks.add(
                    new CaseView.TrackView(
                        CaseView.named(branch),
                        called.get(branch),
                        track.chain().map(chain -> chain(chain, names)).orElse(null),
                        steps(state.item(), item, branch, track.stepsDone()),
                        state.phase() == CasePhase.ACCEPTED && state.isWorkable(branch),
                        track
                            .decision()
                            .map(
                                decision ->
                                    new CaseView.DecisionView(
                                        word(decision.result()),
                                        decision.on(),
                                        name(names, decision.by())))
                            .orElse(null))));
    return tracks;
  }

  private static CaseView.ChainView chain(Chain chain, Map<AccountId, String> names) {
    return new CaseView.ChainView(
        name(names, chain.lead()),
        chain.window(),
        name(names, chain.clerk()),
        name(names, Optional.ofNullable(chain.backup())));
  }

  private static List<CaseView.StepView> steps(
      CaseItem law, Optional<Item> item, String branch, int done) {
    Map<String, LocalText> called = new HashMap<>();
    item.ifPresent(
        known ->
            (branch.equals(Work.WHOLE)
                    ? known.handling().steps()
                    : known.branches().stream()
                        .filter(it -> it.id().equals(branch))
                        .flatMap(it -> it.steps().stream())
                        .toList())
                .forEach(step -> called.put(step.id(), step.name())));
    List<CaseItem.Step> steps =
        branch.equals(Work.WHOLE)
            ? law.steps()
            : law.branch(branch).map(CaseItem.Branch::steps).orElse(List.of());
    List<CaseView.StepView> views = new ArrayList<>();
    for (CaseItem.Step step : steps) {
      views.add(
          CaseView.StepView.of(step.id(), called.get(step.id()), step.role(), views.size() < done));
    }
    return views;
  }

  private static CaseView.@Nullable HandingView handing(CaseState state) {
    Handing handing = state.handing();
    return handing.round() == 0
        ? null
        : new CaseView.HandingView(
            handing.notified(),
            handing.reminded(),
            handing.reminders(),
            handing.round(),
            handing.delivered().map(CaseViews::word).orElse(null),
            handing.corrections());
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
