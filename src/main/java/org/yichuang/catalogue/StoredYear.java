package org.yichuang.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.YearNotice;

/**
 * A year's notice as it was stored. Immutable.
 *
 * @param version 1, 2, 3 … of the calendar; a later one of the same year replaces this
 * @param document number of the notice, such as 国办发明电〔2025〕7号
 * @param by who gave it; null while that is of no interest
 */
public record StoredYear(
    int version, YearNotice notice, String document, Instant storedAt, @Nullable String by) {}
