package org.yichuang.cluster;

import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;

/** Where a hall's owner publishes its committed board, once for each flight. */
public interface BoardPort {

  /**
   * @param changes since the board published before; null on the first one of an owner or a day
   */
  void publish(HallId hall, Board board, Board.@Nullable Changes changes);
}
