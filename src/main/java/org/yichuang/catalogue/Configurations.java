package org.yichuang.catalogue;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/**
 * A hall's configuration versions as its manager writes and reads them. Any event loop. A failed
 * future: the database could not be reached; nothing is stored, or the same request finds it.
 */
public interface Configurations {
  /** How many versions a history shows at most, the newest ones. */
  int MAX_HISTORY = 200;

  /**
   * The texts of a version.
   *
   * @param file the hall's file, YAML
   * @param items the file of its items, YAML; null: those of the version before
   */
  record Texts(String file, @Nullable String items) {}

  /** What became of texts that somebody gave. */
  sealed interface Storing {

    /**
     * They are the newest version.
     *
     * @param added false when they were it already
     */
    record Stored(int version, boolean added) implements Storing {}

    /**
     * Somebody else has stored since they were written; nothing is stored.
     *
     * @param newest the version that is the newest by now
     */
    record Overtaken(int newest) implements Storing {}

    /**
     * They do not say what they must.
     *
     * @param problems {@code file:line: expected …, found …}
     */
    record Invalid(List<String> problems) implements Storing {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * A stored version.
   *
   * @param by who gave it; null: imported at a start
   */
  record Entry(int version, Instant storedAt, @Nullable String by) {}

  /** A stored version with its texts. */
  record Written(Entry entry, Texts texts) {}

  /**
   * A value to be changed in a hall's file.
   *
   * @param path names and ids from the root, for example {@code zones/social/name/zh}
   * @param json the value
   */
  record Edit(String path, String json) {}

  /** What texts would change. */
  sealed interface Previewing {
    /**
     * They may be stored.
     *
     * @param texts with the values that were to be changed
     * @param tree what the hall's file says, JSON
     * @param difference to the version they were compared with
     * @param alwaysOpen the hall gives numbers at any time, whatever its file says
     */
    record Fits(Texts texts, String tree, Difference difference, boolean alwaysOpen)
        implements Previewing {}

    /**
     * They do not say what they must.
     *
     * @param problems {@code file:line: expected …, found …}
     */
    record Invalid(List<String> problems) implements Previewing {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Checks texts as {@link #store} does, and stores nothing.
   *
   * @param edits values to be changed in the hall's file before it is read
   * @param against a stored version
   */
  Future<Previewing> preview(HallId hall, Texts texts, List<Edit> edits, int against);

  /** How a version differs from another one; empty when one of them is missing. */
  Future<Optional<Difference>> difference(HallId hall, int from, int to);

  /**
   * Checks texts and stores them as the hall's next version, in force from its next day.
   *
   * @param over the newest version that they were written on; empty: whichever is the newest
   */
  Future<Storing> store(HallId hall, Texts texts, OptionalInt over, AccountId by);

  /** Empty when there is no such version. */
  Future<Optional<Written>> written(HallId hall, int version);

  /** The newest first. */
  Future<List<Entry>> history(HallId hall);
}
