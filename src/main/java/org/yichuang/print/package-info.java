/** Numbers on paper: one drawing, for receipt printers (ESC/POS) and as a PDF. */
@NullMarked
package org.yichuang.print;

import org.jspecify.annotations.NullMarked;
