/**
 * Who a case is for, who acts, and what it is about: records apart from the journal, which names
 * their numbers alone. Values that cannot be wrong, what of them may be shown, and the {@link
 * org.yichuang.persons.PersonVault} that keeps them encrypted, searchable and erasable.
 */
@NullMarked
package org.yichuang.persons;

import org.jspecify.annotations.NullMarked;
