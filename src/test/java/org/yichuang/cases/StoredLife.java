package org.yichuang.cases;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.yichuang.journal.CaseEventCodec;

/** What becomes of a case that is written down and read again. */
final class StoredLife {
  private StoredLife() {}

  /** An event's type and bytes. */
  record Row(CaseEventCodec.CaseEventType type, Buffer payload) {
    static Row of(CaseEvent event) {
      return new Row(CaseEventCodec.typeOf(event), CaseEventCodec.encode(event));
    }

    CaseEvent event() {
      return CaseEventCodec.decode(type.name(), type.version(), payload);
    }
  }

  static List<Row> rows(CaseScene scene) {
    return scene.events.stream().map(recorded -> Row.of(recorded.event())).toList();
  }

  /** The state that the stored events add up to. */
  static CaseState replayed(CaseScene scene) {
    CaseState state = CaseState.unregistered(CaseHall.NUMBER, CaseHall.LOOKUP);
    for (RecordedCaseEvent recorded : scene.events) {
      state =
          state.apply(
              new RecordedCaseEvent(
                  recorded.seq(),
                  recorded.at(),
                  recorded.actor(),
                  recorded.command(),
                  Row.of(recorded.event()).event()));
    }
    return state;
  }
}
