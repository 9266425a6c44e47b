/**
 * Who owns a hall, and what its owner does: {@link org.yichuang.cluster.HallOwner} decides and
 * answers, {@link org.yichuang.cluster.HallGateway} finds it from anywhere in the cluster.
 */
@NullMarked
package org.yichuang.cluster;

import org.jspecify.annotations.NullMarked;
