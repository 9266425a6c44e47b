/** Accounts, roles and sessions: who somebody is, and what they may do where. */
@NullMarked
package org.yichuang.people;

import org.jspecify.annotations.NullMarked;
