package org.yichuang.fuzz;

/** A header as it is sent, letter by letter. */
public record Header(String name, String value) {}
