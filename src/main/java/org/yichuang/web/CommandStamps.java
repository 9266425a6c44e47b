package org.yichuang.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.PersonRef;
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
  private static final PersonRef SOMEBODY = new PersonRef(1);

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
    UUID id = id(actor, key);
    update(command.getClass(), String.valueOf(hall.value()));
    return new CommandStamp(id, half(bytes(command)));
  }

  /** A command of a case. */
  CommandStamp stamp(
      AccountId actor, @Nullable String key, CaseNumber number, CaseCommand command) {
    UUID id = id(actor, key);
    update(command.getClass(), number.toString());
    return new CommandStamp(id, half(bytes(command)));
  }

  /**
   * Cases that begin. What the edge adds to them does not belong to what was asked: which other
   * cases there are, which version of the item holds now, and in which records people are kept.
   *
   * @param said whom and what they are about, sealed
   */
  CommandStamp stamp(
      AccountId actor, @Nullable String key, HallId hall, List<CaseCommand> commands, byte[] said) {
    UUID id = id(actor, key);
    for (CaseCommand command : commands) {
      update(command.getClass(), String.valueOf(hall.value()));
      sha256.update(bytes(asAsked(command)));
    }
    return new CommandStamp(id, half(said));
  }

  private static CaseCommand asAsked(CaseCommand command) {
    return switch (command) {
      case CaseCommand.RegisterCase register -> asAsked(register);
      case CaseCommand.HandleAtOnce atOnce ->
          new CaseCommand.HandleAtOnce(
              asAsked(atOnce.register()),
              atOnce.accept(),
              atOnce.decide(),
              atOnce.issue(),
              atOnce.deliver());
      case CaseCommand other ->
          throw new IllegalArgumentException("expected a registration, found " + other.verb());
    };
  }

  private static CaseCommand.RegisterCase asAsked(CaseCommand.RegisterCase register) {
    return new CaseCommand.RegisterCase(
        new ItemRef(register.item().id(), 1),
        register.channel(),
        SOMEBODY,
        null,
        null,
        register.ticket(),
        register.owner(),
        register.backup(),
        register.responsible(),
        register.licenceExpires(),
        List.of());
  }

  private UUID id(AccountId actor, @Nullable String key) {
    return key == null ? UUID.randomUUID() : half(utf8(actor.value() + "\0" + key));
  }

  private void update(Class<?> command, String of) {
    sha256.update(utf8(command.getSimpleName() + "\n" + of + "\n"));
  }

  private byte[] bytes(Object command) {
    try {
      return json.writeValueAsBytes(command);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("unwritable " + command.getClass().getSimpleName(), e);
    }
  }

  /**
   * The same for what is known by what its client sent.
   *
   * @param operation of the contract
   * @param asked path and body
   */
  CommandStamp stamp(AccountId actor, @Nullable String key, String operation, Buffer asked) {
    UUID id = id(actor, key);
    sha256.update(utf8(operation + "\n"));
    return new CommandStamp(id, half(asked.getBytes()));
  }

  private UUID half(byte[] last) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(last));
    return new UUID(hash.getLong(), hash.getLong());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
