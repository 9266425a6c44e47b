package org.yichuang.hall;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A ticket (号票): its business day, its queue's prefix and its number, written {@code
 * 20261123-B017}. Numbers of a prefix and day are 1…n without gaps.
 */
public record TicketId(LocalDate day, String prefix, int number) implements Comparable<TicketId> {
  private static final int DAY_DIGITS = 8;
  private static final int MAX_DIGITS = 9;

  public TicketId {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "expected a ticket prefix of one or two capitals, found \"" + prefix + '"');
    }
    if (number < 1 || number > 999_999) {
      throw new IllegalArgumentException("expected a number of 1…999999, found " + number);
    }
  }

  /** What is printed, shown and called: {@code B017}. */
  public String display() {
    return appendDisplay(new StringBuilder(8)).toString();
  }

  private StringBuilder appendDisplay(StringBuilder text) {
    return text.append(prefix).append(number < 10 ? "00" : number < 100 ? "0" : "").append(number);
  }

  private static boolean isPrefix(String text) {
    return (text.length() == 1 || text.length() == 2)
        && isCapital(text.charAt(0))
        && isCapital(text.charAt(text.length() - 1));
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Negative when there is anything but a few digits. */
  private static int digits(String text, int from, int to) {
    if (to > text.length() || from >= to || to - from > MAX_DIGITS) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /** Empty when the text is not a ticket id. */
  public static Optional<TicketId> parse(String text) {
    int begin = DAY_DIGITS + 1;
    int end = begin;
    while (end < text.length() && isCapital(text.charAt(end))) {
      end++;
    }
    int day = digits(text, 0, DAY_DIGITS);
    int number = digits(text, end, text.length());
    if (day < 0 || number < 0 || text.charAt(DAY_DIGITS) != '-') {
      return Optional.empty();
    }
    try {
      TicketId id =
          new TicketId(
              LocalDate.of(day / 10_000, day / 100 % 100, day % 100),
              text.substring(begin, end),
              number);
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException notATicket) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(TicketId other) {
    int byDay = day.compareTo(other.day);
    int byPrefix = byDay != 0 ? byDay : prefix.compareTo(other.prefix);
    return byPrefix != 0 ? byPrefix : Integer.compare(number, other.number);
  }

  /** Numbers of neighbouring prefixes fall apart, which a record's own hash would put together. */
  @Override
  public int hashCode() {
    return (31 * day.hashCode() + prefix.hashCode()) * 1_000_003 + number;
  }

  @Override
  public String toString() {
    int digits = (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
    return appendDisplay(new StringBuilder(17).append(digits).append('-')).toString();
  }
}
