package org.yichuang.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.yichuang.hall.HallConfig;

/** The page at {@code /}: the halls, their boards, the contract. Without scripts. Any thread. */
final class StartPage {
  static final String CONTENT_TYPE = "text/html; charset=utf-8";
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:18px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;\
      max-width:40rem;margin:0 auto;padding:48px 24px;color:#1d2733;background:#fafbfc}
      h1{font-size:32px;line-height:1.25;margin:0 0 8px}
      p{margin:0 0 32px}
      ul{list-style:none;margin:0 0 32px;padding:0;border-top:1px solid #c9d1da}
      li{display:flex;justify-content:space-between;gap:24px;padding:16px 0;\
      border-bottom:1px solid #c9d1da}
      small{display:block;color:#526070}
      a{color:#0b5cad;text-underline-offset:4px}
      @media(prefers-color-scheme:dark){body{color:#e8edf2;background:#12181f}\
      ul,li{border-color:#36424f}small{color:#a5b2c0}a{color:#7db8f5}}
      """;
  static final String CSP =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
          .formatted(hash(STYLE));

  private StartPage() {}

  static byte[] write(List<HallConfig> halls) {
    StringBuilder page =
        new StringBuilder(2_048)
            .append("<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n")
            .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .append("<title>一窗 Yichuang</title>\n<style>")
            .append(STYLE)
            .append("</style>\n<h1>一窗 <span lang=\"en\">Yichuang</span></h1>\n")
            .append("<p>请选择大厅 · <span lang=\"en\">Choose a hall</span></p>\n<ul>\n");
    for (HallConfig hall : halls) {
      page.append("<li><span>")
          .append(escaped(hall.name().zh()))
          .append("<small lang=\"en\">")
          .append(escaped(hall.name().en()))
          .append("</small></span> <a href=\"/api/v1/halls/")
          .append(escaped(hall.slug()))
          .append("/board\">叫号 <span lang=\"en\">Board</span></a></li>\n");
    }
    return page.append("</ul>\n<p><a href=\"/openapi.yaml\">接口说明 · ")
        .append("<span lang=\"en\">API contract</span></a></p>\n</html>\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
