package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import org.yichuang.catalogue.CentreRefusal;
import org.yichuang.people.AccountRefusal;

/**
 * Refusals about who asks: sign-in, accounts, devices, identities, and the centres they belong to.
 */
final class AccountProblems {
  private static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");

  private AccountProblems() {}

  static Problem notSignedIn(String found) {
    return new Problem(
            401,
            "not-signed-in",
            "Sign in first",
            "expected a valid token, found %s; sign in by POST /api/v1/sessions".formatted(found))
        .with(AUTHENTICATE, "Bearer");
  }

  static Problem wrongCredentials() {
    return new Problem(
            401,
            "wrong-credentials",
            "Name or password is wrong",
            "expected the name and the password of an account, found another pair; try again")
        .with(AUTHENTICATE, "Bearer");
  }

  static Problem unknownCentre(String found) {
    return new Problem(
        404,
        "unknown-centre",
        "No such centre",
        "expected the id of a centre, found %s; choose one of GET /api/v1/centres"
            .formatted(found));
  }

  static Problem unknownDevice(String found) {
    return new Problem(
        404,
        "unknown-device",
        "No such device",
        "expected a device of the hall, found %s; choose one of its devices".formatted(found));
  }

  static Problem unknownPairing() {
    return new Problem(
        404,
        "unknown-pairing",
        "No such pairing",
        "expected the secret of a code that is still shown, found another; ask for a new code");
  }

  static Problem tooManyPairings(long seconds) {
    return Problem.tooMany(
        "too-many-pairings",
        "Too many devices wait",
        "expected fewer codes that wait, found too many, of this address or in all; wait as"
            + " Retry-After says",
        seconds);
  }

  static Problem tooManyGuideCodes(long seconds) {
    return Problem.tooMany(
        "too-many-guide-codes",
        "Too many guides' codes wait",
        "expected fewer codes of the hall that nobody used, found too many; use one, or wait as"
            + " Retry-After says",
        seconds);
  }

  static Problem unknownGuideCode() {
    return new Problem(
        409,
        "unknown-guide-code",
        "No such guide's code",
        "expected a code that a guide of the hall made in the last ten minutes and nobody used,"
            + " found another; ask the guide for a new one");
  }

  static Problem printerNotAllowed(String found) {
    return new Problem(
        409,
        "printer-not-allowed",
        "No printer may be there",
        ("expected an address and port of YICHUANG_PRINTERS, found %s; choose one of them, or ask"
                + " the administrator of the server")
            .formatted(found));
  }

  static Problem codeGuessesPaused(long seconds) {
    return Problem.tooMany(
        "codes-paused",
        "Too many wrong codes",
        "expected fewer wrong codes of this account, found too many; wait as Retry-After says",
        seconds);
  }

  /** What the rules of the tree of centres refuse. */
  static Problem refused(CentreRefusal refusal) {
    return new Problem(
        refusal.reason() == CentreRefusal.Reason.UNKNOWN_CENTRE ? 404 : 409,
        refusal.reason().slug(),
        "The tree of centres cannot be so",
        said(refusal.expected(), refusal.found(), refusal.remedy()));
  }

  /** What the rules of accounts and devices refuse. */
  static Problem refused(AccountRefusal refusal) {
    int status =
        switch (refusal.reason()) {
          case NOT_ALLOWED -> 403;
          case UNKNOWN_ACCOUNT, UNKNOWN_CODE -> 404;
          case ACCOUNT_EXISTS,
              LAST_ADMINISTRATOR,
              OWN_ACCOUNT,
              PAIRING_APPROVED,
              OTHER_DEVICE,
              DEVICE_NAME_TAKEN,
              TOO_MANY_DEVICES ->
              409;
        };
    String title =
        switch (refusal.reason()) {
          case NOT_ALLOWED -> "Not allowed";
          case UNKNOWN_ACCOUNT -> "No such account";
          case ACCOUNT_EXISTS -> "The account exists";
          case LAST_ADMINISTRATOR -> "The last administrator stays";
          case OWN_ACCOUNT -> "Not one's own account";
          case UNKNOWN_CODE -> "No such code";
          case PAIRING_APPROVED -> "The code was approved already";
          case OTHER_DEVICE -> "Another kind of device";
          case DEVICE_NAME_TAKEN -> "The name is taken";
          case TOO_MANY_DEVICES -> "The hall has too many devices";
        };
    return new Problem(
        status,
        refusal.reason().slug(),
        title,
        said(refusal.expected(), refusal.found(), refusal.remedy()));
  }

  private static String said(String expected, String found, String remedy) {
    return "expected %s, found %s; %s".formatted(expected, found, remedy);
  }

  static Problem wrongPassword() {
    return new Problem(
        403,
        "wrong-password",
        "The password is wrong",
        "expected the present password of the account, found another; try again");
  }

  static Problem unfitPassword(String detail) {
    return new Problem(422, "unfit-password", "The new password will not do", detail);
  }

  static Problem notAllowed(String expected, String found, String remedy) {
    return new Problem(
        403,
        "not-allowed",
        "Not allowed",
        "expected %s, found %s; %s".formatted(expected, found, remedy));
  }

  static Problem noIdentityProvider() {
    return new Problem(
        409,
        "no-identity-provider",
        "There is no identity provider",
        "expected a server with YICHUANG_OIDC_ISSUER, found one without; accounts sign in by"
            + " password here");
  }

  static Problem unknownIdentity(String username) {
    return new Problem(
        404,
        "unknown-identity",
        "The account has no identity",
        "expected an account with an identity of the provider, found %s without; link it by PUT"
            .formatted(username));
  }

  static Problem identityTaken() {
    return new Problem(
        409,
        "identity-taken",
        "Another account has the identity",
        "expected an identity that no account has, found one that another account has; unlink it"
            + " there");
  }

  static Problem signInBusy() {
    return Problem.later(
        "sign-in-busy",
        "Too many sign-ins",
        "expected fewer sign-ins at once, found too many; try again in a moment");
  }

  static Problem signInPaused(long seconds) {
    return Problem.tooMany(
        "sign-in-paused",
        "Too many sign-ins failed",
        "expected fewer wrong names and passwords, found too many of this name or from this"
            + " address; wait as Retry-After says, then try again",
        seconds);
  }

  static Problem tooManyRequests(long seconds) {
    return Problem.tooMany(
        "too-many-requests",
        "Too many requests",
        "expected fewer requests of this account, found too many; wait as Retry-After says",
        seconds);
  }

  static Problem accountsUnavailable() {
    return Problem.later(
        "accounts-unavailable",
        "Accounts cannot be read",
        "expected an answer of the accounts' database, found none; try again in a moment");
  }
}
