/**
 * The database before the server runs: the embedded one, the schema, and the checks without which
 * nothing starts. Blocking; not on an event loop.
 */
@NullMarked
package org.yichuang.database;

import org.jspecify.annotations.NullMarked;
