package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static List<Difference.Change> changes(String before, String after) throws IOException {
    return Difference.of(json(before), json(after)).changes();
  }

  @Test
  void things_are_compared_by_their_id_wherever_they_stand() throws IOException {
    assertEquals(
        List.of(
            new Difference.Change("queues/tax/name", "\"Tax\"", "\"Taxes\""),
            new Difference.Change("queues/land", null, "{\"id\":\"land\"}"),
            new Difference.Change("queues/social", "{\"id\":\"social\"}", null)),
        changes(
            "{'queues':[{'id':'social'},{'id':'tax','name':'Tax'}]}",
            "{'queues':[{'id':'tax','name':'Taxes'},{'id':'land'}]}"));
  }

  @Test
  void lists_of_values_are_values() throws IOException {
    assertEquals(
        List.of(new Difference.Change("hours", "[\"8-12\"]", "[\"8-12\",\"14-17\"]")),
        changes("{'hours':['8-12'],'x':1}", "{'hours':['8-12','14-17'],'x':1}"));
    assertEquals(List.of(), changes("{'a':{'b':1}}", "{'a':{'b':1}}"));
  }

  @Test
  void what_is_told_is_bounded() {
    ObjectNode many = new ObjectMapper().createObjectNode();
    for (int i = 0; i < 300; i++) {
      many.put("k" + i, i);
    }
    Difference difference = Difference.of(new ObjectMapper().createObjectNode(), many);
    assertEquals(Difference.MOST, difference.changes().size());
    assertTrue(difference.more());
  }
}
