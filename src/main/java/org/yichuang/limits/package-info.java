/** How near every limit of a node is. */
@NullMarked
package org.yichuang.limits;

import org.jspecify.annotations.NullMarked;
