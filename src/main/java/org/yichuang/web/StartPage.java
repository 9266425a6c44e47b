package org.yichuang.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.yichuang.hall.HallConfig;

/** The page at {@code /}: the halls, their pages, the contract. Without scripts. Any thread. */
final class StartPage {
  static final String CONTENT_TYPE = "text/html; charset=utf-8";
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      *{box-sizing:border-box}
      body{font:16px/24px system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;\
      max-width:720px;margin:0 auto;padding:48px 24px;color:#14202e;background:#f3f5f8}
      h1{font-size:40px;line-height:48px;margin:0}
      h1+p{margin:8px 0 32px;color:#3d4b5b}
      section{background:#fff;border:1px solid #c6cfd9;border-radius:12px;padding:24px;margin:0 0 24px}
      h2{font-size:24px;line-height:32px;margin:0 0 16px}
      small{display:block;font-size:14px;line-height:20px;font-weight:400;color:#3d4b5b}
      ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:12px}
      li{flex:1 1 144px}
      li a{display:block;padding:12px 16px;border:1px solid #66758a;border-radius:6px;\
      font-weight:600;text-decoration:none}
      li a:hover{background:#e6eff9}
      a{color:#0a4a8c;text-underline-offset:4px}
      a:focus-visible{outline:3px solid #0a4a8c;outline-offset:2px}
      section p{margin:16px 0 0}
      @media(prefers-color-scheme:dark){body{color:#f5f8fc;background:#08111d}\
      section{background:#101d2e;border-color:#2b3d54}h1+p,small{color:#c0ccda}a{color:#9cc8f7}\
      li a{border-color:#8fa2b8}li a:hover{background:#17304c}a:focus-visible{outline-color:#ffc247}}
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
            .append("<p>请选择大厅 · <span lang=\"en\">Choose a hall</span></p>\n");
    for (HallConfig hall : halls) {
      String slug = escaped(hall.slug());
      page.append("<section>\n<h2>")
          .append(escaped(hall.name().zh()))
          .append("<small lang=\"en\">")
          .append(escaped(hall.name().en()))
          .append("</small></h2>\n<ul>\n")
          .append(link("/kiosk/" + slug, "取号机", "Kiosk"))
          .append(link("/display/" + slug, "叫号大屏", "Display"))
          .append(link("/window/" + slug, "窗口", "Window"))
          .append(link("/guide/" + slug, "导办", "Guide"))
          .append(link("/supervision/" + slug, "督导", "Supervision"))
          .append(link("/admin/" + slug, "管理", "Administration"))
          .append(link("/devices/" + slug, "设备", "Devices"))
          .append("</ul>\n<p><a href=\"/api/v1/halls/")
          .append(slug)
          .append("/board\">叫号数据 · <span lang=\"en\">Board as JSON</span></a></p>\n</section>\n");
    }
    return page.append(
            "<p><a href=\"/track\">办件查询 · <span lang=\"en\">Follow a case</span></a></p>\n")
        .append("<p><a href=\"/api\">接口说明 · ")
        .append("<span lang=\"en\">API contract</span></a></p>\n</html>\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String link(String address, String zh, String en) {
    return "<li><a href=\"%s\">%s<small lang=\"en\">%s</small></a></li>\n"
        .formatted(address, zh, en);
  }

  static String escaped(String text) {
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
