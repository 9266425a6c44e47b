package org.yichuang.hall;

/** A queue (业务队列) of one hall, for example {@code social}. */
public record QueueId(String value) {
  public QueueId {
    Words.require(value, "[a-z][a-z0-9-]{0,31}", "a queue id");
  }

  @Override
  public String toString() {
    return value;
  }
}
