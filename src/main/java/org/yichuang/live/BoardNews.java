package org.yichuang.live;

import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;

/**
 * What an owner tells the nodes that watch its hall, once for each flight.
 *
 * @param board the whole board, when it does not follow the one before; else null
 * @param changes else
 */
record BoardNews(HallId hall, @Nullable Board board, Board.@Nullable Changes changes) {}
