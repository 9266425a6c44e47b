package org.yichuang.catalogue;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;

/**
 * The tree of centres. Any event loop. A failed future: the database could not be reached, and
 * perhaps it is done.
 */
public interface Centres {

  /** As it is known here; at most seconds old. */
  CentreTree tree();

  /** What became of a change. */
  sealed interface Changing {
    record Changed(Centre centre) implements Changing {}

    record Refused(CentreRefusal refusal) implements Changing {}
  }

  /** A new centre. */
  Future<Changing> add(
      String slug, LocalText name, CentreLevel level, CentreId parent, AccountId by);

  /**
   * Renames or moves a centre.
   *
   * @param parent null for the root alone
   */
  Future<Changing> change(
      CentreId centre, LocalText name, CentreLevel level, @Nullable CentreId parent, AccountId by);

  /** Gives a hall to another centre. */
  Future<Changing> giveHall(HallId hall, CentreId to, AccountId by);
}
