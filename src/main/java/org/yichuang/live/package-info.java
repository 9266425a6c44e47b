/**
 * Live boards: what a hall's displays show, from the hall's owner to every socket of every node.
 *
 * <p>{@link org.yichuang.live.BoardPublisher} stands beside the owners, {@link
 * org.yichuang.live.LiveBoards} beside the sockets, one of each on a node; {@link
 * org.yichuang.live.LiveHub} writes to the sockets of one event loop.
 */
@NullMarked
package org.yichuang.live;

import org.jspecify.annotations.NullMarked;
