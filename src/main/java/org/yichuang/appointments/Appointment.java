package org.yichuang.appointments;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;

/**
 * A booked slot. Immutable; holds nothing about its person.
 *
 * @param from when its slot begins
 * @param to when its slot ends
 * @param item what the person comes for, an id of the catalogue; null: not said
 * @param ticket the number that was given for it; null: nobody came yet
 */
public record Appointment(
    AppointmentId id,
    HallId hall,
    LocalDate day,
    QueueId queue,
    Instant from,
    Instant to,
    @Nullable String item,
    Channel channel,
    Instant bookedAt,
    boolean cancelled,
    @Nullable TicketId ticket) {}
