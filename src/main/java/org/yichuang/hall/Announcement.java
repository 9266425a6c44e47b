package org.yichuang.hall;

import java.time.Instant;

/**
 * One call as displays show and speak it.
 *
 * @param number 1, 2, 3 … within the day; a repetition gets a new one
 * @param recall 0 for the first call of a ticket at a window
 */
public record Announcement(int number, TicketId ticket, WindowId window, Instant at, int recall) {}
