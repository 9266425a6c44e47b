package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;

/** What is wrong with a request before anybody asks whose it is and what it is about. */
final class HttpProblems {
  private HttpProblems() {}

  /**
   * @param detail what was expected and what was found
   */
  static Problem invalidRequest(String detail) {
    return new Problem(
        400,
        "invalid-request",
        "The request is not as the contract says",
        detail + "; see /openapi.yaml");
  }

  static Problem invalidText(String where) {
    return new Problem(
        400,
        "invalid-text",
        "A text holds what is no text",
        "expected text without NUL and without lone surrogates, found one in %s; leave it out"
            .formatted(where));
  }

  static Problem personalData(String where, String found) {
    return new Problem(
        422,
        "personal-data",
        "Personal data in words that are kept for good",
        ("%s: expected words without personal data, since nobody can change or erase them, found"
                + " what reads as %s; leave it out here, and give it with the applicant or handler of"
                + " a case")
            .formatted(where, found));
  }

  static Problem malformedJson(String found) {
    return new Problem(
        400,
        "malformed-json",
        "The body is not JSON",
        "expected one JSON object in UTF-8, found %s; send valid JSON".formatted(found));
  }

  static Problem malformedRequest() {
    return new Problem(
        400,
        "malformed-request",
        "This is not HTTP",
        "expected an HTTP/1.1 request, found something else; check the client");
  }

  static Problem malformedBody() {
    return new Problem(
            400,
            "malformed-request",
            "The body has no end",
            "expected chunks, each behind its length in hexadecimal, found something else; check"
                + " the client")
        .with(HttpHeaders.CONNECTION, "close");
  }

  static Problem repeatedHeader(String name) {
    return new Problem(
        400,
        "malformed-request",
        "A header is repeated",
        "expected %s at most once, found several; send one".formatted(name));
  }

  static Problem noHost() {
    return new Problem(
        400,
        "malformed-request",
        "The request names no host",
        "expected a Host header with the name of this server, which the QR code leads to, found"
            + " none; send one");
  }

  static Problem upgradeRequired() {
    return new Problem(
            426,
            "upgrade-required",
            "This is a WebSocket",
            "expected a WebSocket handshake, found a plain request; see /asyncapi.yaml, or use the"
                + " hall's board")
        .with(HttpHeaders.UPGRADE, "websocket");
  }

  static Problem foreignOrigin(String found) {
    return new Problem(
        403,
        "foreign-origin",
        "A page of another site",
        "expected a page of this server, found the origin %s; open the page from here"
            .formatted(found));
  }

  static Problem malformedAddress() {
    return new Problem(
        400,
        "malformed-request",
        "The address is malformed",
        "expected two hexadecimal digits behind each percent sign of the address, found something"
            + " else; write a percent sign itself as %25");
  }

  static Problem unexpectedBody() {
    return new Problem(
        400,
        "unexpected-body",
        "This request takes no body",
        "expected no body, found one; leave it out, see /openapi.yaml");
  }

  static Problem unknownPath() {
    return new Problem(
        404,
        "unknown-path",
        "Nothing is here",
        "expected a path of the contract, found another one; see /openapi.yaml");
  }

  static Problem methodNotAllowed(String allowed, String found) {
    return new Problem(
            405,
            "method-not-allowed",
            "The path has no such method",
            "expected one of %s, found %s; see /openapi.yaml"
                .formatted(allowed, ParameterRule.shortened(found)))
        .with(HttpHeaders.ALLOW, allowed);
  }

  static Problem tooSlow() {
    return new Problem(
            408,
            "too-slow",
            "The request took too long",
            "expected a whole request sooner, found one that drips; send it at once")
        .with(HttpHeaders.CONNECTION, "close");
  }

  static Problem badHandshake(String expected) {
    return new Problem(
            400,
            "bad-handshake",
            "This is no WebSocket handshake",
            "expected %s, found something else; see RFC 6455 and /asyncapi.yaml"
                .formatted(expected))
        .with("Sec-WebSocket-Version", "13");
  }

  static Problem tooManySockets() {
    return Problem.tooMany(
        "too-many-sockets",
        "Too many sockets",
        "expected fewer WebSockets from this address, found too many; close some, then try again",
        10);
  }

  static Problem tooLarge(int maxBytes) {
    return new Problem(
            413,
            "too-large",
            "The body is too large",
            "expected at most %d bytes, found more; send less".formatted(maxBytes))
        .with(HttpHeaders.CONNECTION, "close");
  }

  static Problem addressTooLong() {
    return new Problem(
        414,
        "address-too-long",
        "The address is too long",
        "expected a shorter request line, found a longer one; see /openapi.yaml for the paths");
  }

  static Problem unsupportedContentType(String found) {
    return new Problem(
        415,
        "unsupported-content-type",
        "Unsupported content type",
        "expected application/json in UTF-8 without an encoding, found %s; send plain JSON"
            .formatted(ParameterRule.shortened(found)));
  }

  static Problem headersTooLarge() {
    return new Problem(
        431,
        "headers-too-large",
        "The headers are too large",
        "expected smaller headers, found larger ones; check cookies and tokens");
  }

  static Problem unexpected(String request) {
    return new Problem(
        500,
        "unexpected",
        "Something unexpected happened",
        "our mistake; tell the operator the instance",
        "urn:request:" + request,
        null,
        null);
  }

  static Problem notReady(String obstacle) {
    return Problem.later(
        "not-ready", "Not ready", "expected a node that can serve, found: " + obstacle);
  }
}
