package org.yichuang.cases;

import java.time.Instant;

/**
 * Something that will fall due by itself unless it is met or replaced before. What is recorded then
 * is decided by {@link CaseRules#due}.
 *
 * @param name unique within the case: {@code statutory yellow}, {@code notice}, {@code reminder 20}
 * @param version it is recorded at most once for each name and version
 */
public record ArmedDeadline(String name, int version, Instant at) {}
