package org.yichuang.cases;

/**
 * A point of a notice (一次性告知).
 *
 * @param material its place among the item's materials, from 1; 0 when it is none of them
 * @param what is missing or wrong, 1…200 characters
 */
public record Missing(int material, String what) {
  /** Of one notice. */
  public static final int MAX_POINTS = 40;

  public Missing {
    Texts.size(material, 0, MAX_POINTS, "as a material's place");
    Texts.line(what, "what is missing");
  }
}
