package org.yichuang.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseOutcome;

/**
 * Cases in messages between nodes: commands, their authors and outcomes, and events, in the words
 * of {@link CoreJson}. Any thread.
 */
public final class CaseMessages {
  private CaseMessages() {}

  /**
   * @param mapper of {@link CoreJson} that was not used yet; answered again
   */
  public static ObjectMapper teach(ObjectMapper mapper) {
    return SealedNames.teach(mapper, CaseCommand.class, CaseEvent.class, CaseOutcome.class);
  }
}
