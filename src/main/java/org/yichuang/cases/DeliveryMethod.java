package org.yichuang.cases;

/** How a result reaches the applicant. The names are stored. */
public enum DeliveryMethod {
  WINDOW,
  POST,
  AGENT
}
