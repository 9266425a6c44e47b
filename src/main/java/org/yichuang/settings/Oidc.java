package org.yichuang.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider beside local accounts (OpenID Connect). Immutable; prints no secret.
 *
 * @param issuer as the provider itself spells it
 * @param publicUrl where browsers reach this server, without a path
 * @param usernameClaim a claim that equals the name of an account; empty: linked identities alone
 * @param nameZh of the button
 * @param nameEn of the button
 */
public record Oidc(
    URI issuer,
    String clientId,
    Settings.Password clientSecret,
    URI publicUrl,
    List<String> scopes,
    Optional<String> usernameClaim,
    String nameZh,
    String nameEn) {
  private static final String ISSUER = "YICHUANG_OIDC_ISSUER";
  private static final String CLIENT = "YICHUANG_OIDC_CLIENT_ID";
  private static final String SECRET = "YICHUANG_OIDC_CLIENT_SECRET";
  private static final String PUBLIC = "YICHUANG_PUBLIC_URL";
  private static final String SCOPES = "YICHUANG_OIDC_SCOPES";
  private static final String CLAIM = "YICHUANG_OIDC_USERNAME_CLAIM";
  private static final String NAME_ZH = "YICHUANG_OIDC_NAME_ZH";
  private static final String NAME_EN = "YICHUANG_OIDC_NAME_EN";
  private static final List<String> BESIDE =
      List.of(CLIENT, SECRET, PUBLIC, SCOPES, CLAIM, NAME_ZH, NAME_EN);
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,100}");
  private static final Pattern CLAIM_NAME = Pattern.compile("[A-Za-z0-9_:/.-]{1,100}");
  private static final int MAX_NAME = 40;
  private static final URI NOWHERE = URI.create("https://nowhere.invalid");

  public Oidc {
    scopes = List.copyOf(scopes);
  }

  static Optional<Oidc> from(EnvironmentReader reader) {
    if (!reader.has(ISSUER)) {
      for (String name : BESIDE) {
        if (reader.has(name)) {
          reader.problem(name + ": expected " + ISSUER + " beside it, found none");
        }
      }
      return Optional.empty();
    }
    for (String name : List.of(CLIENT, SECRET, PUBLIC)) {
      if (!reader.has(name)) {
        reader.problem(name + ": expected a value because " + ISSUER + " is set, found nothing");
      }
    }
    URI publicUrl = address(reader, PUBLIC);
    if (!publicUrl.getRawPath().matches("/?")) {
      reader.problem(PUBLIC + ": expected an address without a path, found " + publicUrl);
    }
    return Optional.of(
        new Oidc(
            address(reader, ISSUER),
            reader.text(CLIENT, ""),
            reader.password(SECRET).orElse(new Settings.Password("")),
            publicUrl.resolve("/"),
            scopes(reader),
            claim(reader),
            name(reader, NAME_ZH, "统一身份认证"),
            name(reader, NAME_EN, "Single sign-on")));
  }

  /** TLS, or this very machine: codes and secrets travel there. */
  private static URI address(EnvironmentReader reader, String name) {
    String text = reader.text(name, "");
    URI address = parsed(text);
    boolean plain = address != null && "http".equals(address.getScheme());
    if (address != null
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && ("https".equals(address.getScheme()) || (plain && isLoopback(address.getHost())))) {
      return address;
    }
    if (!text.isEmpty()) {
      reader.problem(
          "%s: expected https://… without user, query or fragment (http for a loopback address), found %s"
              .formatted(name, text.replaceAll("//[^/@]*@", "//…@")));
    }
    return NOWHERE;
  }

  private static @Nullable URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException notAnAddress) {
      return null;
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[[0-9A-Fa-f:.]+]")
              && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  private static List<String> scopes(EnvironmentReader reader) {
    String text = reader.text(SCOPES, "openid");
    Set<String> scopes = new LinkedHashSet<>(Arrays.asList(text.split("[ ,]+", 20)));
    if (!scopes.contains("openid")
        || !scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      reader.problem(
          SCOPES + ": expected openid and others with blanks between them, found " + text);
    }
    return List.copyOf(scopes);
  }

  private static Optional<String> claim(EnvironmentReader reader) {
    if (!reader.has(CLAIM)) {
      return Optional.empty();
    }
    String claim = reader.text(CLAIM, "");
    if (!CLAIM_NAME.matcher(claim).matches()) {
      reader.problem(CLAIM + ": expected the name of a claim, found " + claim);
    }
    return Optional.of(claim);
  }

  private static String name(EnvironmentReader reader, String variable, String otherwise) {
    String name = reader.text(variable, otherwise);
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      reader.problem(
          "%s: expected at most %d characters, found %d"
              .formatted(variable, MAX_NAME, name.length()));
    }
    return name;
  }
}
