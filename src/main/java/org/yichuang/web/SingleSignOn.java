package org.yichuang.web;

import java.net.URI;
import java.time.InstantSource;
import org.yichuang.hall.LocalText;
import org.yichuang.people.ExternalIdentities;
import org.yichuang.people.IdentityProvider;

/**
 * What signing in by an identity provider needs, shared by all event loops of a node.
 *
 * @param name of the button
 * @param publicUrl where browsers reach this server, ending with a slash
 * @param seal the same on every node
 * @param rates of addresses, at the codes they bring
 */
public record SingleSignOn(
    IdentityProvider provider,
    ExternalIdentities identities,
    LocalText name,
    URI publicUrl,
    AttemptSeal seal,
    ClientAddresses addresses,
    Rates<String> rates,
    InstantSource clock) {
  static final String ADDRESS = "/sign-in/oidc";
  static final String CALLBACK = ADDRESS + "/callback";

  /** Where the provider sends browsers back; registered there. */
  String redirect() {
    return publicUrl.resolve(CALLBACK).toString();
  }

  @Override
  public String toString() {
    return "single sign-on at " + provider.issuer();
  }
}
