/** What people ask for at halls, counted; nothing about who they are. */
@NullMarked
package org.yichuang.usage;

import org.jspecify.annotations.NullMarked;
