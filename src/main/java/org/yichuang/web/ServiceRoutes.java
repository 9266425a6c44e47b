package org.yichuang.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;

/** Health, the contracts and the start page. Confined to one event loop. */
final class ServiceRoutes {
  private static final String YAML = "application/yaml";
  private static final String MAX_AGE = "public, max-age=300";

  private final Catalogue catalogue;
  private final Readiness readiness;
  private final byte[] up = ApiJson.write(new HealthState("up", null));

  ServiceRoutes(Catalogue catalogue, Readiness readiness) {
    this.catalogue = catalogue;
    this.readiness = readiness;
  }

  /**
   * @param quarantined null: none
   */
  private record HealthState(String status, @Nullable List<String> quarantined) {}

  /** Reads the contracts from the class path: to be called on a worker thread. */
  void addTo(Operations operations) {
    operations
        .on("startPage", Permission.anyone(), this::startPage)
        .on("openapi", Permission.anyone(), file(Contract.RESOURCE))
        .on("asyncapi", Permission.anyone(), file("/asyncapi.yaml"))
        .on("live", Permission.anyone(), exchange -> exchange.answer(200, up))
        .on("ready", Permission.anyone(), this::ready);
  }

  private void ready(Exchange exchange) {
    readiness
        .obstacle()
        .ifPresentOrElse(
            obstacle -> exchange.answer(HttpProblems.notReady(obstacle)),
            () -> exchange.answer(200, up(readiness.quarantined())));
  }

  private byte[] up(List<String> quarantined) {
    return quarantined.isEmpty() ? up : ApiJson.write(new HealthState("up", quarantined));
  }

  private void startPage(Exchange exchange) {
    exchange.request().response().putHeader(SecurityHeaders.CSP, StartPage.CSP);
    exchange.answer(200, StartPage.CONTENT_TYPE, StartPage.write(catalogue.halls()));
  }

  private static Consumer<Exchange> file(String resource) {
    byte[] content;
    try (InputStream stream = ServiceRoutes.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new FileNotFoundException(resource);
      }
      content = stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return exchange -> {
      HttpServerResponse response = exchange.request().response();
      response.putHeader(HttpHeaders.CACHE_CONTROL, MAX_AGE);
      exchange.answer(200, YAML, content);
    };
  }
}
