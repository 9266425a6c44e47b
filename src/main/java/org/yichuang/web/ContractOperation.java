package org.yichuang.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import io.vertx.openapi.contract.SecurityRequirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.people.DeviceKind;

/**
 * One operation of the contract, compiled for checking. Confined to one event loop.
 *
 * @param signedIn whether it asks whose token is sent
 * @param anonymous whether it is also done for whoever sends none
 * @param path its parameters in the order of the path
 * @param body null when it takes none
 * @param devices which kinds of paired devices may use it
 * @param maxBodyBytes where the contract allows more than usual; null elsewhere
 */
record ContractOperation(
    String id,
    HttpMethod method,
    String template,
    boolean signedIn,
    boolean anonymous,
    List<TextRule> path,
    QueryRule query,
    List<TextRule> headers,
    @Nullable BodyRule body,
    List<String> devices,
    @Nullable Integer maxBodyBytes) {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String DEVICES = "x-devices";
  private static final String MAX_BODY = "x-max-body-bytes";
  private static final String REPEATED_BODIES = "x-repeated-bodies";

  /**
   * @throws IllegalArgumentException when the operation says something that would not be enforced
   */
  static ContractOperation of(OpenAPIContract contract, Operation operation) {
    String template = operation.getAbsoluteOpenAPIPath();
    List<Parameter> inPath = new ArrayList<>();
    List<Parameter> inQuery = new ArrayList<>();
    List<TextRule> headers = new ArrayList<>();
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getIn() == Location.PATH) {
        inPath.add(parameter);
      } else if (parameter.getIn() == Location.QUERY) {
        inQuery.add(parameter);
      } else if (parameter.getIn() == Location.HEADER) {
        headers.add(new TextRule(parameter));
      } else {
        throw new IllegalArgumentException(
            "%s: expected parameters in path, query and headers, found %s in %s"
                .formatted(operation.getOperationId(), parameter.getName(), parameter.getIn()));
      }
    }
    inPath.sort(Comparator.comparingInt(p -> template.indexOf("{" + p.getName() + "}")));
    return new ContractOperation(
        operation.getOperationId(),
        operation.getHttpMethod(),
        template,
        !operation.getSecurityRequirements().isEmpty(),
        operation.getSecurityRequirements().stream().anyMatch(SecurityRequirement::isEmpty),
        inPath.stream().map(TextRule::new).toList(),
        new QueryRule(inQuery),
        List.copyOf(headers),
        body(contract.getSchemaRepository(), operation),
        devices(operation),
        (Integer) operation.getExtensions().get(MAX_BODY));
  }

  private static List<String> devices(Operation operation) {
    JsonArray kinds =
        operation.getExtensions().get(DEVICES) instanceof JsonArray given ? given : new JsonArray();
    return kinds.stream().map(kind -> DeviceKind.of((String) kind).orElseThrow().word()).toList();
  }

  /** What whoever got no answer may do. */
  Repeating repeating() {
    return Repeating.of(
        method, headers.stream().anyMatch(rule -> rule.name().equalsIgnoreCase(IDEMPOTENCY_KEY)));
  }

  int parameter(String name) {
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable BodyRule body(SchemaRepository schemas, Operation operation) {
    @Nullable RequestBody body = operation.getRequestBody();
    if (body == null) {
      return null;
    }
    @Nullable MediaType json = body.getContent().get(ApiJson.CONTENT_TYPE);
    if (!body.isRequired() || body.getContent().size() != 1 || json == null) {
      throw new IllegalArgumentException(
          operation.getOperationId() + ": expected one required JSON body");
    }
    return new BodyRule(
        schemas.validator(json.getSchema()),
        Boolean.TRUE.equals(operation.getExtensions().get(REPEATED_BODIES)));
  }
}
