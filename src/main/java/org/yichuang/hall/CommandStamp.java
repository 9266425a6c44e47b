package org.yichuang.hall;

import java.util.UUID;

/**
 * Identifies a command of one author, so that a repetition is answered and not done twice.
 *
 * @param id derived from the client's {@code Idempotency-Key}
 * @param digest of everything the command says; a different one under the same id is a mistake
 */
public record CommandStamp(UUID id, UUID digest) {}
