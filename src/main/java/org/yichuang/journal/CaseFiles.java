package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseState;
import org.yichuang.hall.HallId;

/**
 * Cases as they are committed, for whoever asks on any node: read from the journal and added up. A
 * case is small, and asked for far less often than a board. Any event loop. A failed future: the
 * database could not be asked, or the case cannot be followed here.
 */
public final class CaseFiles {
  private final CaseReader reader;
  private final Function<HallId, CaseItems> items;

  public CaseFiles(CaseReader reader, Function<HallId, CaseItems> items) {
    this.reader = reader;
    this.items = items;
  }

  /**
   * A case and its events.
   *
   * @param rows never empty
   */
  public record Opened(CaseState state, List<CaseRow> rows) {
    public Opened {
      rows = List.copyOf(rows);
    }
  }

  /** As it is now; empty when the number has no case. */
  public Future<Optional<Opened>> newest(CaseNumber number) {
    return upTo(number, Integer.MAX_VALUE);
  }

  /**
   * As it was after an event.
   *
   * @param seq of that event; what came later is left out
   */
  public Future<Optional<Opened>> upTo(CaseNumber number, int seq) {
    Promise<Optional<Opened>> answer = Promise.promise();
    reader.load(
        List.of(number),
        CaseReader.Cause.COMMAND,
        loaded -> {
          try {
            answer.complete(opened(number, seq, loaded));
          } catch (RuntimeException cannotBeFollowed) {
            answer.fail(cannotBeFollowed);
          }
        });
    return answer.future();
  }

  private Optional<Opened> opened(CaseNumber number, int seq, CaseReader.Loaded loaded) {
    return switch (loaded) {
      case CaseReader.Loaded.Failed failed -> throw new IllegalStateException(failed.detail());
      case CaseReader.Loaded.Streams streams -> {
        String unreadable = streams.unreadable().get(number);
        if (unreadable != null) {
          throw new IllegalStateException(number + ": " + unreadable);
        }
        List<CaseRow> rows =
            streams.rows().getOrDefault(number, List.of()).stream()
                .filter(row -> row.recorded().seq() <= seq)
                .toList();
        if (rows.isEmpty()) {
          yield Optional.empty();
        }
        CaseState state = CaseState.unregistered(number, items.apply(number.hall()));
        for (CaseRow row : rows) {
          state = state.apply(row.recorded());
        }
        yield Optional.of(new Opened(state, rows));
      }
    };
  }
}
