import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Arrays;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * A real OpenID provider, in a process and with a class path of its own: Spring Authorization
 * Server with its own login form. Arguments: its port, its client's name, secret and address. Its
 * people come to it with the password {@code open sesame}; a line on standard input gives it
 * another key.
 */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class LocalIdentityProvider {
  private static final AtomicReference<RSAKey> KEY = new AtomicReference<>();

  public static void main(String[] arguments) throws Exception {
    String client = "spring.security.oauth2.authorizationserver.client.hall.";
    KEY.set(freshKey());
    System.setProperty("server.port", arguments[0]);
    System.setProperty("server.address", "127.0.0.1");
    System.setProperty(
        "spring.security.oauth2.authorizationserver.issuer", "http://localhost:" + arguments[0]);
    System.setProperty(client + "registration.client-id", arguments[1]);
    System.setProperty(client + "registration.client-secret", "{noop}" + arguments[2]);
    System.setProperty(
        client + "registration.client-authentication-methods", "client_secret_basic");
    System.setProperty(client + "registration.authorization-grant-types", "authorization_code");
    System.setProperty(
        client + "registration.redirect-uris", arguments[3] + "sign-in/oidc/callback");
    System.setProperty(client + "registration.post-logout-redirect-uris", arguments[3]);
    System.setProperty(client + "registration.scopes", "openid,profile");
    System.setProperty(client + "require-proof-key", "true");
    SpringApplication.run(LocalIdentityProvider.class);
    System.out.println("the identity provider is ready");
    try (Scanner lines = new Scanner(System.in)) {
      while (lines.hasNextLine()) {
        lines.nextLine();
        KEY.set(freshKey());
        System.out.println("the identity provider has another key");
      }
    }
    System.exit(0);
  }

  private static RSAKey freshKey() throws Exception {
    return new RSAKeyGenerator(2048)
        .keyID(UUID.randomUUID().toString())
        .algorithm(JWSAlgorithm.RS256)
        .generate();
  }

  @Bean
  JWKSource<SecurityContext> keys() {
    return (selector, context) -> selector.select(new JWKSet(KEY.get()));
  }

  @Bean
  UserDetailsService people() {
    return new InMemoryUserDetailsManager(
        Arrays.asList(
            person("zhang.san"), person("li.si"), person("clerk-A2"), person("wang.wu@city")));
  }

  private static org.springframework.security.core.userdetails.UserDetails person(String name) {
    return User.withUsername(name).password("{noop}open sesame").roles("STAFF").build();
  }
}
