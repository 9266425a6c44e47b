package org.yichuang.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;

/**
 * A text message for any number of sockets: its bytes are on the heap once, and each frame is a
 * view of them; the collector frees them when the last is written. Any thread.
 *
 * <p>Vert.x's public way encodes a text for each socket; a shared view needs its frame class, which
 * is not public API and is used here alone.
 */
final class SharedText {
  private final ByteBuf bytes;

  SharedText(byte[] utf8) {
    bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(utf8));
  }

  /** A frame for one socket; each write needs its own. */
  WebSocketFrame frame() {
    return new WebSocketFrameImpl(WebSocketFrameType.TEXT, bytes.duplicate(), true);
  }
}
