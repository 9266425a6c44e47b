package org.yichuang.fuzz;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the schemas of its operation want it.
 *
 * @param path parameters of the path by name; likewise query and headers
 * @param body of maps, lists, texts, numbers; null when the operation takes none
 */
public record Draft(
    FuzzOperation operation,
    Map<String, Object> path,
    Map<String, Object> query,
    Map<String, Object> headers,
    @Nullable Object body) {}
