/** What the environment says about this server, checked before anything starts. */
@NullMarked
package org.yichuang.settings;

import org.jspecify.annotations.NullMarked;
