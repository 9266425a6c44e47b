/**
 * Months of the journal that are over: written to a file that explains itself, read back, and taken
 * out of the tables.
 */
@NullMarked
package org.yichuang.archive;

import org.jspecify.annotations.NullMarked;
