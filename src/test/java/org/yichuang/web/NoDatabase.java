package org.yichuang.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.people.Accounts;
import org.yichuang.people.AdminLog;
import org.yichuang.people.DeviceKind;
import org.yichuang.people.Devices;
import org.yichuang.people.Grant;
import org.yichuang.people.GuideCodes;
import org.yichuang.people.Principal;
import org.yichuang.people.Scope;

/** Accounts and devices whose database does not answer. */
final class NoDatabase implements Accounts, Devices, GuideCodes, AdminLog {
  private static <T> Future<T> away() {
    return Future.failedFuture("no database");
  }

  @Override
  public Future<List<Account>> list(Scope within, String after, int limit) {
    return away();
  }

  @Override
  public Future<Changing> create(String username, Grant grant, Principal by) {
    return away();
  }

  @Override
  public Future<Changing> change(String username, Grant grant, Principal by) {
    return away();
  }

  @Override
  public Future<Changing> disable(String username, boolean disabled, Principal by) {
    return away();
  }

  @Override
  public Future<Changing> resetPassword(String username, Principal by) {
    return away();
  }

  @Override
  public Future<Opening> open(DeviceKind kind, HallId hall, String address) {
    return away();
  }

  @Override
  public Future<Collecting> collect(String secret) {
    return away();
  }

  @Override
  public Future<Approving> approve(
      HallId hall, String code, DeviceKind kind, String name, Principal by) {
    return away();
  }

  @Override
  public Future<List<Device>> list(HallId hall) {
    return away();
  }

  @Override
  public Future<Boolean> revoke(HallId hall, AccountId device, Principal by) {
    return away();
  }

  @Override
  public Future<Boolean> printer(
      HallId hall, AccountId device, @Nullable String address, Principal by) {
    return away();
  }

  @Override
  public Future<Optional<String>> printerOf(HallId hall, AccountId device) {
    return away();
  }

  @Override
  public Future<Making> make(HallId hall, Vouched vouched, Principal by) {
    return away();
  }

  @Override
  public Future<Using> use(HallId hall, String code, AccountId at, String request) {
    return away();
  }

  @Override
  public Future<Void> giveBack(HallId hall, String code, AccountId at, String request) {
    return away();
  }

  @Override
  public Future<List<Entry>> newest(Scope within, long before, int limit) {
    return away();
  }
}
