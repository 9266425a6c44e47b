package org.yichuang.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseRole;
import org.yichuang.people.AccountNames.Colleague;

/**
 * What whoever is named in a case must be, so that nobody is responsible who can do nothing about
 * it. Where their roles hold is not asked: a case that is decided in another hall's stead names
 * people of that hall. Pure functions; any thread.
 */
final class CasePosts {
  private static final Set<CaseRole> LEADS = EnumSet.of(CaseRole.LEAD, CaseRole.CENTRE);
  private static final Set<CaseRole> WORKS =
      EnumSet.of(CaseRole.INTAKE, CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE);
  private static final Set<CaseRole> OWNS = EnumSet.complementOf(EnumSet.of(CaseRole.APPLICANT));

  /** Whoever handles a case at once may be all there is: a village room has no head. */
  private static final String AT_ONCE = "handleCaseAtOnce";

  private CasePosts() {}

  /** The first who cannot do what the body names them for. */
  static Optional<Problem> misfit(Exchange exchange, Map<String, Colleague> colleagues) {
    String alone =
        exchange.operation().id().equals(AT_ONCE) ? exchange.principal().username() : null;
    return misfit(exchange.body(), "", colleagues, alone);
  }

  private static Optional<Problem> misfit(
      JsonObject of, String place, Map<String, Colleague> colleagues, @Nullable String alone) {
    for (Map.Entry<String, Object> field : of) {
      String here = place + field.getKey();
      Optional<Problem> problem =
          switch (field.getValue()) {
            case JsonObject inner -> misfit(inner, here + ".", colleagues, alone);
            case JsonArray list ->
                list.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .flatMap(each -> misfit(each, here + ".", colleagues, alone).stream())
                    .findFirst();
            case String name
                when CaseBody.ACCOUNTS.contains(field.getKey()) && !name.equals(alone) ->
                misfit(here, name, needed(of, field.getKey()), colleagues);
            case null, default -> Optional.empty();
          };
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** A backup is somebody else's: the clerk's in a chain, the owner's otherwise. */
  private static Set<CaseRole> needed(JsonObject of, String post) {
    return switch (post) {
      case "lead" -> LEADS;
      case "clerk" -> WORKS;
      case "backup" -> of.containsKey("clerk") ? WORKS : OWNS;
      case "to" -> "clerk".equals(of.getString("post")) ? WORKS : OWNS;
      default -> OWNS;
    };
  }

  private static Optional<Problem> misfit(
      String post, String name, Set<CaseRole> anyOf, Map<String, Colleague> colleagues) {
    Colleague colleague = colleagues.get(name);
    Set<CaseRole> found = colleague == null ? Set.of() : CaseAccess.roles(colleague.roles());
    return Collections.disjoint(anyOf, found)
        ? Optional.of(CaseProblems.unfitColleague(post, name, anyOf, found))
        : Optional.empty();
  }
}
