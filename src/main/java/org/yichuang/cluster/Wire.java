package org.yichuang.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.yichuang.hall.Advice;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.TicketState;
import org.yichuang.journal.CaseMessages;
import org.yichuang.journal.CoreJson;

/**
 * How messages between nodes are written: JSON, each sealed type by its simple name. A message that
 * cannot be read fails the request, which is then repeated. Any thread.
 *
 * @param <T> the message's root type; immutable, so that a node hands it to itself as it is
 */
public final class Wire<T> implements MessageCodec<T, T> {
  private static final List<Class<?>> SEALED =
      List.of(
          Order.class,
          HallCommand.class,
          HallEvent.class,
          HallReply.class,
          HallBus.HallQuery.class,
          TicketState.class,
          Advice.class);

  private static final ObjectMapper MAPPER = mapper();

  private final Class<T> type;

  public Wire(Class<T> type) {
    this.type = type;
  }

  public Buffer write(T message) {
    try {
      return Buffer.buffer(MAPPER.writerFor(type).writeValueAsBytes(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException when it cannot be read
   */
  public T read(Buffer message) {
    try {
      return MAPPER.readerFor(type).readValue(message.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface ByName {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper = CoreJson.mapper();
    for (Class<?> sealed : SEALED) {
      leaves(sealed)
          .forEach(
              leaf -> {
                mapper.addMixIn(leaf, ByName.class);
                mapper.registerSubtypes(new NamedType(leaf, leaf.getSimpleName()));
              });
      mapper.addMixIn(sealed, ByName.class);
    }
    return CaseMessages.teach(mapper);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Wire::leaves).distinct()
        : Stream.of(type);
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    Buffer json = write(message);
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    return read(buffer.getBuffer(position + 4, position + 4 + length));
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return "yichuang." + type.getSimpleName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
