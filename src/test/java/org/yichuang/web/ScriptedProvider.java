package org.yichuang.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An OpenID provider that says what a test wants, right or wrong. */
final class ScriptedProvider implements AutoCloseable {
  static final String CLIENT = "hall";
  static final String SECRET = "client-secret";

  /** How an ID token is signed. */
  enum Signing {
    RIGHT,
    WITH_ANOTHER_KEY,
    NOT_AT_ALL,
    WITHOUT_A_SIGNATURE,
    WITH_THE_CLIENTS_SECRET,
    WITH_THE_PUBLIC_KEY_AS_SECRET
  }

  /** What became of the codes that were given. */
  private record Given(String nonce, String challenge, String redirect) {}

  private final InstantSource clock;
  private final HttpServer server;
  private final Map<String, Given> codes = new HashMap<>();
  final AtomicInteger discoveries = new AtomicInteger();
  final AtomicInteger trades = new AtomicInteger();
  private final AtomicInteger rotations = new AtomicInteger();
  volatile Signing signing = Signing.RIGHT;
  volatile UnaryOperator<JsonObject> claims = UnaryOperator.identity();
  volatile boolean silent;
  volatile boolean broken;
  volatile String spelled = "";
  volatile String endSession = "own";
  private volatile KeyPair key = pair();
  private volatile String keyId = "first";
  private int given;

  ScriptedProvider(Vertx vertx, InstantSource clock) {
    this.clock = clock;
    server =
        TestHall.await(
            vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  String issuer() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Right again, and asked nothing yet. */
  void reset() {
    discoveries.set(0);
    trades.set(0);
    signing = Signing.RIGHT;
    claims = UnaryOperator.identity();
    silent = false;
    broken = false;
    spelled = "";
    endSession = "own";
  }

  /** Another key from now on. */
  void rotate() {
    key = pair();
    keyId = "key " + rotations.incrementAndGet();
  }

  /** What the login form would do: somebody signs in, and the browser gets a code. */
  synchronized String code(Map<String, String> asked) {
    String code = "code-" + ++given;
    codes.put(
        code,
        new Given(asked.get("nonce"), asked.get("code_challenge"), asked.get("redirect_uri")));
    return code;
  }

  private void handle(HttpServerRequest request) {
    if (silent) {
      return;
    }
    if (broken) {
      request.response().setStatusCode(500).end("no");
      return;
    }
    switch (request.path()) {
      case "/.well-known/openid-configuration" -> {
        discoveries.incrementAndGet();
        answer(request, 200, configuration());
      }
      case "/keys" ->
          answer(request, 200, new JsonObject().put("keys", new JsonArray().add(jwk())));
      case "/token" -> request.body().onSuccess(body -> trade(request, form(body)));
      default -> request.response().setStatusCode(404).end();
    }
  }

  private JsonObject configuration() {
    return new JsonObject()
        .put("issuer", spelled.isEmpty() ? issuer() : spelled)
        .put("authorization_endpoint", issuer() + "/authorize")
        .put("token_endpoint", issuer() + "/token")
        .put("end_session_endpoint", endSession.equals("own") ? issuer() + "/logout" : endSession)
        .put("jwks_uri", issuer() + "/keys")
        .put("grant_types_supported", new JsonArray().add("authorization_code"));
  }

  private JsonObject jwk() {
    RSAPublicKey open = (RSAPublicKey) key.getPublic();
    return new JsonObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", keyId)
        .put("n", number(open.getModulus()))
        .put("e", number(open.getPublicExponent()));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int start = bytes[0] == 0 ? 1 : 0;
    return base64(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
  }

  private synchronized void trade(HttpServerRequest request, Map<String, String> form) {
    trades.incrementAndGet();
    Given code = codes.remove(form.getOrDefault("code", ""));
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    if (code == null
        || !basic.equals(request.getHeader("Authorization"))
        || !code.redirect().equals(form.get("redirect_uri"))
        || !code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      answer(request, 400, new JsonObject().put("error", "invalid_grant"));
      return;
    }
    long now = clock.instant().getEpochSecond();
    JsonObject told =
        claims.apply(
            new JsonObject()
                .put("iss", issuer())
                .put("aud", CLIENT)
                .put("sub", "zhang.san")
                .put("nonce", code.nonce())
                .put("iat", now)
                .put("exp", now + 300));
    answer(
        request,
        200,
        new JsonObject()
            .put("access_token", "opaque")
            .put("token_type", "Bearer")
            .put("expires_in", 300)
            .put("id_token", token(told)));
  }

  private String token(JsonObject claims) {
    Signing how = signing;
    String algorithm =
        switch (how) {
          case RIGHT, WITH_ANOTHER_KEY, WITHOUT_A_SIGNATURE -> "RS256";
          case NOT_AT_ALL -> "none";
          case WITH_THE_CLIENTS_SECRET, WITH_THE_PUBLIC_KEY_AS_SECRET -> "HS256";
        };
    String text =
        base64(new JsonObject().put("alg", algorithm).put("kid", keyId).toBuffer().getBytes())
            + "."
            + base64(claims.toBuffer().getBytes());
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return switch (how) {
      case RIGHT -> text + "." + base64(signed(key, bytes));
      case WITH_ANOTHER_KEY -> text + "." + base64(signed(pair(), bytes));
      case NOT_AT_ALL, WITHOUT_A_SIGNATURE -> text + ".";
      case WITH_THE_CLIENTS_SECRET ->
          text + "." + base64(sealed(SECRET.getBytes(StandardCharsets.UTF_8), bytes));
      case WITH_THE_PUBLIC_KEY_AS_SECRET ->
          text + "." + base64(sealed(key.getPublic().getEncoded(), bytes));
    };
  }

  private static byte[] signed(KeyPair pair, byte[] text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sealed(byte[] secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Names and values of a query or a form. */
  static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.split("&", -1)) {
      String[] pair = part.split("=", 2);
      values.put(
          pair[0], URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
    }
    return values;
  }

  private static Map<String, String> form(Buffer body) {
    return values(body.toString());
  }

  private static void answer(HttpServerRequest request, int status, JsonObject json) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(json.toBuffer());
  }

  @Override
  public void close() {
    TestHall.await(server.close());
  }
}
