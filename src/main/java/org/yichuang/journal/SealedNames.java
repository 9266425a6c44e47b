package org.yichuang.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Writes what is of a sealed type with the simple name of its record, as the property {@code is}.
 * Where such JSON is stored, a record is not renamed. Any thread.
 */
public final class SealedNames {
  private SealedNames() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface ByName {}

  /**
   * @param mapper that was not used yet; answered again
   */
  public static ObjectMapper teach(ObjectMapper mapper, Class<?>... sealed) {
    for (Class<?> type : sealed) {
      mapper.addMixIn(type, ByName.class);
      leaves(type)
          .forEach(
              leaf -> {
                mapper.addMixIn(leaf, ByName.class);
                mapper.registerSubtypes(new NamedType(leaf, leaf.getSimpleName()));
              });
    }
    return mapper;
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedNames::leaves).distinct()
        : Stream.of(type);
  }
}
