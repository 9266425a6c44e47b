package org.yichuang.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CoreJson;

/**
 * Names commands, so that a repetition is recognised on every node. Confined to one event loop.
 *
 * <p>The id is the first half of SHA-256 over author, NUL and the client's key; the digest that of
 * the command's class, its hall and its JSON, each on a line. Both are in the journal: neither may
 * change.
 */
final class CommandStamps {
  private final ObjectWriter json = CoreJson.mapper().writer();
  private final MessageDigest sha256;

  CommandStamps() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * @param key the client's {@code Idempotency-Key}; null when it sent none, then one is made
   */
  CommandStamp stamp(AccountId actor, @Nullable String key, HallId hall, HallCommand command) {
    UUID id = key == null ? UUID.randomUUID() : half(utf8(actor.value() + "\0" + key));
    return new CommandStamp(id, digest(hall, command));
  }

  /**
   * The same for what is known by what its client sent.
   *
   * @param operation of the contract
   * @param asked path and body
   */
  CommandStamp stamp(AccountId actor, @Nullable String key, String operation, Buffer asked) {
    UUID id = key == null ? UUID.randomUUID() : half(utf8(actor.value() + "\0" + key));
    sha256.update(utf8(operation + "\n"));
    return new CommandStamp(id, half(asked.getBytes()));
  }

  private UUID digest(HallId hall, HallCommand command) {
    try {
      sha256.update(utf8(command.getClass().getSimpleName() + "\n" + hall.value() + "\n"));
      return half(json.writeValueAsBytes(command));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("unwritable " + command, e);
    }
  }

  private UUID half(byte[] last) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(last));
    return new UUID(hash.getLong(), hash.getLong());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
