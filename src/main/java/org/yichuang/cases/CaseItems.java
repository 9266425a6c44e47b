package org.yichuang.cases;

import java.util.Optional;

/** The items that cases of a hall can have, every version that a case may have begun with. */
@FunctionalInterface
public interface CaseItems {
  Optional<CaseItem> find(ItemRef item);
}
