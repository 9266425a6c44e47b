package org.yichuang.web;

import java.time.InstantSource;
import org.yichuang.appointments.Appointments;
import org.yichuang.appointments.PersonKey;

/**
 * What booking needs.
 *
 * @param personKey the same on every node
 * @param clock says which slots are still to come
 */
public record BookingParts(Appointments appointments, PersonKey personKey, InstantSource clock) {}
