package org.yichuang;

public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("Java " + Runtime.version());
  }
}
