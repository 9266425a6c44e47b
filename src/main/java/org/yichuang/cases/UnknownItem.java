package org.yichuang.cases;

/** A stream names an item that is not known here; another look at the catalogue may help. */
public final class UnknownItem extends IllegalStateException {
  private static final long serialVersionUID = 1;

  UnknownItem(ItemRef item) {
    super("expected a known item, found " + item);
  }
}
