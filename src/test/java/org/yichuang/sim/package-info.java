/**
 * The core under a virtual clock: several nodes on one thread over a journal, a bus, clocks and
 * partition tables that fail. What happened is judged by a checker that knows the rules by itself.
 */
package org.yichuang.sim;
