package org.yichuang.hall;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event with its place in the stream of its business day.
 *
 * @param seq 1, 2, 3 … within the day
 * @param at whole milliseconds; never earlier than the event before
 * @param command the command that caused it; null for what the system did by itself
 */
public record RecordedEvent(
    LocalDate day,
    int seq,
    Instant at,
    AccountId actor,
    @Nullable CommandStamp command,
    HallEvent event) {}
