package org.yichuang.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedTextTest {

  @Test
  void its_frames_are_views_of_one_text_on_the_heap_that_nobody_must_free() {
    byte[] text = "{\"type\":\"snapshot\"}".getBytes(StandardCharsets.UTF_8);
    SharedText shared = new SharedText(text);
    ByteBuf first = ((WebSocketFrameImpl) shared.frame()).getBinaryData();
    ByteBuf second = ((WebSocketFrameImpl) shared.frame()).getBinaryData();
    assertTrue(first.hasArray(), "on the heap");
    first.release();
    byte[] read = new byte[second.readableBytes()];
    second.readBytes(read);
    assertArrayEquals(text, read);
    assertEquals(1, first.refCnt());
  }
}
