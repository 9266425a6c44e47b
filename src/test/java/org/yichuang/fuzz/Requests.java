package org.yichuang.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** From a valid request to what is sent, with one thing wrong or none. */
public final class Requests {
  private final List<Mutation> mutations = new ArrayList<>();

  /**
   * @param tokens that are worth nothing, by what is wrong with them
   */
  public Requests(FuzzContract contract, Drafts drafts, Map<String, String> tokens) {
    mutations.addAll(new BodyMutations(contract, drafts).all());
    mutations.addAll(new HeadMutations(drafts, tokens).all());
  }

  public List<Mutation> mutations() {
    return List.copyOf(mutations);
  }

  /** A valid request of somebody. */
  public static Message valid(Draft draft, Optional<String> token) {
    List<Header> headers = new ArrayList<>();
    token.ifPresent(value -> headers.add(new Header("Authorization", "Bearer " + value)));
    draft.headers().forEach((name, value) -> headers.add(new Header(name, value.toString())));
    if (draft.body() != null) {
      headers.add(new Header("Content-Type", "application/json"));
    }
    return message(draft, headers);
  }

  static Message message(Draft draft, List<Header> headers) {
    String target = draft.operation().template();
    for (Map.Entry<String, Object> part : draft.path().entrySet()) {
      target = target.replace("{" + part.getKey() + "}", HeadMutations.encoded(part.getValue()));
    }
    List<String> query = new ArrayList<>();
    draft.query().forEach((name, value) -> query.add(name + "=" + HeadMutations.encoded(value)));
    return new Message(
        draft.operation(),
        draft.operation().method(),
        query.isEmpty() ? target : target + "?" + String.join("&", query),
        headers,
        draft.body() == null
            ? null
            : BodyMutations.written(draft.body()).getBytes(StandardCharsets.UTF_8),
        false);
  }

  /** What the mutation with that seed makes of it; empty where it does not apply. */
  public static Optional<Message> spoiled(
      Draft draft, Optional<String> token, Mutation mutation, long seed) {
    return mutation.apply(draft, valid(draft, token), new Random(seed));
  }
}
