package org.yichuang.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;

/**
 * An event with its place in its case's stream.
 *
 * @param seq 1, 2, 3 … within the case
 * @param at whole milliseconds; never earlier than the event before
 * @param actor {@link AccountId#SYSTEM} for what falls due by itself
 * @param command the command that caused it; null for what the system did by itself
 */
public record RecordedCaseEvent(
    int seq, Instant at, AccountId actor, @Nullable CommandStamp command, CaseEvent event) {}
