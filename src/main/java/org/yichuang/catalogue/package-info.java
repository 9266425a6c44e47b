/** Halls and their configuration: immutable versions, kept in the database. */
@NullMarked
package org.yichuang.catalogue;

import org.jspecify.annotations.NullMarked;
