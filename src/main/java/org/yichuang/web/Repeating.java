package org.yichuang.web;

import io.vertx.core.http.HttpMethod;

/** What may be done when it is not known whether an operation was done. */
enum Repeating {
  /** It changes nothing. */
  READ("ask again in a moment"),

  /** Whoever sends its key again gets the first answer. */
  KEYED("repeat it with the same Idempotency-Key, it is done once"),

  /** Twice is the same as once. */
  SAME("send the same again in a moment"),

  /** Twice is twice. */
  UNKEYED("ask again in a moment; perhaps it was done already");

  private final String remedy;

  Repeating(String remedy) {
    this.remedy = remedy;
  }

  /** The last part of a problem's words. */
  String remedy() {
    return remedy;
  }

  /**
   * @param keyed whether the operation takes a key
   */
  static Repeating of(HttpMethod method, boolean keyed) {
    if (keyed) {
      return KEYED;
    } else if (method.equals(HttpMethod.GET)) {
      return READ;
    }
    return method.equals(HttpMethod.POST) ? UNKEYED : SAME;
  }
}
