package org.yichuang.web;

/** Why a sign-in by the identity provider did not succeed, in words for people. */
enum SignInTrouble {
  /** Another browser, another tab, or too long ago. */
  EXPIRED(
      400,
      "登录已过期",
      "Sign-in expired",
      "登录没有在十分钟内完成，或不是从本浏览器开始的。请重新登录。",
      "It was not finished within ten minutes, or began in another browser. Sign in again."),
  CANCELLED(
      403,
      "登录已取消",
      "Sign-in cancelled",
      "身份平台没有确认您的登录。请重新登录，或使用本系统的账号。",
      "The identity provider did not confirm it. Sign in again, or use an account of this system."),
  /** What the provider sent is not as it must be; the log says what. */
  REFUSED(
      403,
      "登录未通过验证",
      "Sign-in refused",
      "身份平台的答复未通过验证。请重新登录；再次失败时请告诉管理员。",
      "The identity provider's answer could not be verified. Sign in again; if it fails once more,"
          + " tell the administrator."),
  UNKNOWN(
      403,
      "没有对应的账号",
      "No account for you here",
      "您的身份没有关联到本系统的账号，或者账号已停用。请把下面的标识告诉管理员。",
      "Your identity is not linked to an account of this system, or the account is disabled. Tell"
          + " the administrator the identifier below."),
  AWAY(
      503,
      "身份平台暂时没有答复",
      "The identity provider does not answer",
      "请稍后重新登录，或使用本系统的账号。",
      "Sign in again in a moment, or use an account of this system."),
  BUSY(503, "正在登录的人太多", "Too many people are signing in", "请稍后重新登录。", "Sign in again in a moment."),
  ACCOUNTS_AWAY(
      503, "暂时无法读取账号", "Accounts cannot be read", "请稍后重新登录。", "Sign in again in a moment.");

  final int status;
  private final String zh;
  private final String en;
  private final String remedyZh;
  private final String remedyEn;

  SignInTrouble(int status, String zh, String en, String remedyZh, String remedyEn) {
    this.status = status;
    this.zh = zh;
    this.en = en;
    this.remedyZh = remedyZh;
    this.remedyEn = remedyEn;
  }

  String title() {
    return zh + " · " + en;
  }

  /**
   * The page's inside.
   *
   * @param subject who the provider says it is; empty when it is not to be told
   * @param back a path of this server
   */
  String body(String subject, String back) {
    return """
    <main class="plain">
    <h1>%s <small lang="en">%s</small></h1>
    <p>%s</p>
    <p lang="en">%s</p>
    %s<p><a class="button" href="%s">返回 · <span lang="en">Back</span></a></p>
    </main>
    """
        .formatted(
            zh,
            en,
            remedyZh,
            remedyEn,
            subject.isEmpty()
                ? ""
                : "<p><code id=\"subject\">" + StartPage.escaped(subject) + "</code></p>\n",
            StartPage.escaped(back));
  }
}
