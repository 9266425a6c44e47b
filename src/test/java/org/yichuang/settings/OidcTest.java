package org.yichuang.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of an identity provider. */
class OidcTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "YICHUANG_OIDC_ISSUER", "https://id.example.cn/realms/hall",
          "YICHUANG_OIDC_CLIENT_ID", "yichuang",
          "YICHUANG_OIDC_CLIENT_SECRET", "secret-of-the-client",
          "YICHUANG_PUBLIC_URL", "https://hall.example.cn");

  private static Settings with(String name, String value) throws StartRefused {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return Settings.from(environment);
  }

  @Test
  void without_an_issuer_there_are_local_accounts_alone() throws StartRefused {
    assertEquals(Optional.empty(), Settings.from(Map.of()).oidc());
  }

  @Test
  void issuer_client_and_public_address_are_enough() throws StartRefused {
    Oidc oidc = Settings.from(LEAST).oidc().orElseThrow();
    assertEquals(URI.create("https://id.example.cn/realms/hall"), oidc.issuer());
    assertEquals(URI.create("https://hall.example.cn/"), oidc.publicUrl());
    assertEquals(List.of("openid"), oidc.scopes());
    assertEquals(Optional.empty(), oidc.usernameClaim());
    assertEquals("统一身份认证", oidc.nameZh());
    assertEquals("Single sign-on", oidc.nameEn());
  }

  @Test
  void everything_may_be_said_otherwise() throws StartRefused {
    assertEquals(
        List.of("openid", "profile", "email"),
        with("YICHUANG_OIDC_SCOPES", "openid profile email").oidc().orElseThrow().scopes());
    assertEquals(
        Optional.of("preferred_username"),
        with("YICHUANG_OIDC_USERNAME_CLAIM", "preferred_username")
            .oidc()
            .orElseThrow()
            .usernameClaim());
    assertEquals("市民卡", with("YICHUANG_OIDC_NAME_ZH", "市民卡").oidc().orElseThrow().nameZh());
  }

  @Test
  void the_secret_is_not_printed() throws StartRefused {
    Settings settings = Settings.from(LEAST);
    assertFalse(settings.toString().contains("secret-of"), settings::toString);
    assertTrue(
        settings.listing().contains("YICHUANG_OIDC_CLIENT_SECRET = (set)"),
        settings.listing()::toString);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "YICHUANG_OIDC_ISSUER, http://id.example.cn",
    "YICHUANG_OIDC_ISSUER, https://id.example.cn?x=1",
    "YICHUANG_OIDC_ISSUER, https://id.example.cn#x",
    "YICHUANG_OIDC_ISSUER, https://user@id.example.cn",
    "YICHUANG_OIDC_ISSUER, id.example.cn",
    "YICHUANG_OIDC_ISSUER, 'not an address'",
    "YICHUANG_PUBLIC_URL, http://hall.example.cn",
    "YICHUANG_PUBLIC_URL, https://hall.example.cn/path",
    "YICHUANG_OIDC_CLIENT_ID, ''",
    "YICHUANG_OIDC_CLIENT_SECRET, ''",
    "YICHUANG_OIDC_CLIENT_SECRET, short",
    "YICHUANG_PUBLIC_URL, ''",
    "YICHUANG_OIDC_SCOPES, profile",
    "YICHUANG_OIDC_SCOPES, 'openid \"x\"'",
    "YICHUANG_OIDC_USERNAME_CLAIM, 'two words'",
    "YICHUANG_OIDC_NAME_ZH, 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
  })
  void a_start_is_refused_by_name(String name, String value) {
    String message =
        String.valueOf(assertThrows(StartRefused.class, () -> with(name, value)).getMessage());
    assertTrue(message.contains(name + ": expected "), message);
    assertFalse(message.contains("secret-of"), message);
  }

  @Test
  void this_very_machine_needs_no_tls() throws StartRefused {
    assertTrue(with("YICHUANG_OIDC_ISSUER", "http://localhost:9000").oidc().isPresent());
    assertTrue(with("YICHUANG_OIDC_ISSUER", "http://127.0.0.1:9000").oidc().isPresent());
    assertThrows(
        StartRefused.class, () -> with("YICHUANG_OIDC_ISSUER", "http://127.0.0.1.example.cn"));
  }

  @Test
  void a_variable_without_the_issuer_is_a_slip() {
    String message =
        String.valueOf(
            assertThrows(
                    StartRefused.class,
                    () -> Settings.from(Map.of("YICHUANG_OIDC_CLIENT_ID", "yichuang")))
                .getMessage());
    assertEquals(
        "YICHUANG_OIDC_CLIENT_ID: expected YICHUANG_OIDC_ISSUER beside it, found none", message);
  }
}
