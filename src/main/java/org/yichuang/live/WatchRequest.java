package org.yichuang.live;

import org.yichuang.cluster.NodeId;
import org.yichuang.hall.HallId;

/** A node with sockets at a hall asks its owner for the board, and for news from then on. */
record WatchRequest(HallId hall, NodeId watcher) {}
