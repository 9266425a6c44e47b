package org.yichuang.appointments;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;

/**
 * Slots booked and cancelled, for days to come. Any event loop. A failed future means that the
 * database could not be asked in time; what was booked then is found by its command.
 */
public interface Appointments {
  /** How many live bookings one person may have, over all halls. */
  int MAX_LIVE = 3;

  /** Live bookings of a queue by the beginning of their slot, over days, both included. */
  Future<Map<Instant, Integer>> booked(HallId hall, QueueId queue, LocalDate from, LocalDate to);

  Future<Booking> book(Request request, Instant at);

  Future<Optional<Appointment>> find(AppointmentId id);

  /** Gives the place back, unless somebody came, or the slot is over; twice is like once. */
  Future<Optional<Appointment>> cancel(AppointmentId id, Instant at);

  /**
   * What somebody wants.
   *
   * @param item null: not said
   * @param person null where a kiosk or the guide desk does not ask
   * @param account whose kiosk or desk; null: online
   * @param command null: a repetition is another booking
   * @param other how the two were called under the other key; null while there is one
   */
  record Request(
      HallConfig hall,
      QueueId queue,
      Slots.Slot slot,
      @Nullable String item,
      Channel channel,
      PersonKey.@Nullable Person person,
      @Nullable AccountId account,
      @Nullable Command command,
      @Nullable Other other) {
    public Request {
      if (channel == Channel.ONLINE && person == null) {
        throw new IllegalArgumentException("expected a person who books online, found none");
      }
    }

    LocalDate day() {
      return slot.from().atZone(hall.zone()).toLocalDate();
    }
  }

  /**
   * @param id of one command of one author
   * @param digest of all it says
   */
  record Command(UUID id, UUID digest) {}

  /** A person and a command under another key of the deployment. */
  record Other(PersonKey.@Nullable Person person, @Nullable Command command) {}

  /** The outcome of a booking. */
  sealed interface Booking {
    record Made(Appointment appointment) implements Booking {}

    /** Others have all places of the slot. */
    record SlotFull() implements Booking {}

    /** The person has one for that queue and day. */
    record OncePerDay() implements Booking {}

    /** The person has {@value Appointments#MAX_LIVE}. */
    record TooMany() implements Booking {}

    /**
     * The person did not come too often.
     *
     * @param until the last day without booking online
     */
    record Paused(int noShows, LocalDate until) implements Booking {}

    /** The command's id was another command's. */
    record KeyReused() implements Booking {}
  }
}
