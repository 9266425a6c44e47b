package org.yichuang.hall;

/** A name in Chinese and English; pages speak Chinese first. */
public record LocalText(String zh, String en) {
  public LocalText {
    if (zh.isBlank() || en.isBlank() || zh.length() > 100 || en.length() > 200) {
      throw new IllegalArgumentException(
          "expected a Chinese name of 1…100 and an English one of 1…200 characters, found \"%s\" / \"%s\""
              .formatted(zh, en));
    }
  }
}
