package org.yichuang.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last few bodies of an operation that passed every check: a kiosk's buttons send the same ones
 * all day. Confined to one event loop.
 *
 * <p>The contract says which operations keep theirs ({@code x-repeated-bodies}). Only short bodies
 * in plain ASCII without a digit are kept: whatever could name a person is forgotten with its
 * request.
 */
final class RepeatedBodies {
  static final int MAX_BYTES = 64;
  static final int MAX_BODIES = 32;

  private final Map<Buffer, JsonObject> bodies =
      new LinkedHashMap<>(MAX_BODIES * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Buffer, JsonObject> eldest) {
          return size() > MAX_BODIES;
        }
      };

  @Nullable JsonObject find(Buffer body) {
    return body.length() > MAX_BYTES ? null : bodies.get(body);
  }

  void keep(Buffer body, JsonObject json) {
    if (body.length() <= MAX_BYTES && isPlain(body)) {
      bodies.put(body.copy(), json);
    }
  }

  int size() {
    return bodies.size();
  }

  private static boolean isPlain(Buffer body) {
    for (int i = 0; i < body.length(); i++) {
      byte b = body.getByte(i);
      if ((b >= '0' && b <= '9') || b < 0) {
        return false;
      }
    }
    return true;
  }
}
