package org.yichuang.cases;

import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.WindowId;

/**
 * The named chain of responsibility of a case or branch (source 000: 责任落实到分管领导、服务窗口和经办人员).
 *
 * @param window null when it is handled behind the windows
 * @param backup B of the A/B post; null when none was named
 */
public record Chain(
    AccountId lead, @Nullable WindowId window, AccountId clerk, @Nullable AccountId backup) {

  boolean has(AccountId account) {
    return account.equals(lead) || account.equals(clerk) || account.equals(backup);
  }

  /** Whoever handed over becomes the backup. */
  Chain handedTo(AccountId to) {
    return new Chain(lead, window, to, clerk);
  }
}
