package org.yichuang.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A hall's file as text in which single values are changed: comments, order and everything else
 * stay as somebody wrote them. Whether the file says what it must is not judged here. Immutable.
 */
record HallText(String source) {
  /** Nothing of a hall's file is deeper. */
  private static final int MOST_DEPTH = 20;

  private static final int MAX_CHARACTERS = 2_000_000;

  /**
   * A value to be written.
   *
   * @param path names and ids from the root, for example {@code zones/social/name/zh}
   */
  record Edit(String path, JsonNode value) {}

  /**
   * The text with other values, one after the other.
   *
   * @throws InvalidHallFile when there is no place for one
   */
  HallText with(List<Edit> edits) throws InvalidHallFile {
    HallText text = this;
    for (Edit edit : edits) {
      text = text.with(edit);
    }
    return text;
  }

  private HallText with(Edit edit) throws InvalidHallFile {
    String[] names = edit.path().split("/");
    Node node = root();
    for (int i = 0; i < names.length; i++) {
      Node next = child(node, names[i]);
      if (next == null) {
        return inserted(edit, node, names, i);
      }
      node = next;
    }
    return replaced(node.getStartMark().getIndex(), end(node), edit.value().toString());
  }

  /**
   * Behind the last sign of the value; a block's own mark is behind the comments that follow it.
   */
  private static int end(Node node) {
    if (node instanceof CollectionNode<?> parts
        && parts.getFlowStyle() == DumperOptions.FlowStyle.BLOCK) {
      return switch (parts.getValue().getLast()) {
        case NodeTuple entry -> end(entry.getValueNode());
        case Node each -> end(each);
        default -> node.getEndMark().getIndex();
      };
    }
    return node.getEndMark().getIndex();
  }

  /** Before the first name of the mapping, in its own manner. */
  private HallText inserted(Edit edit, Node parent, String[] names, int at) throws InvalidHallFile {
    if (!(parent instanceof MappingNode map) || map.getValue().isEmpty()) {
      throw refused(edit, "a place in the file", "none");
    }
    JsonNode value = edit.value();
    for (int i = names.length - 1; i > at; i--) {
      ObjectNode around = JsonNodeFactory.instance.objectNode();
      around.set(names[i], value);
      value = around;
    }
    Node first = map.getValue().getFirst().getKeyNode();
    String entry = names[at] + ": " + value;
    boolean flow = map.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
    int start = first.getStartMark().getIndex();
    return replaced(
        start,
        start,
        flow ? entry + ", " : entry + "\n" + " ".repeat(first.getStartMark().getColumn()));
  }

  private HallText replaced(int from, int to, String text) {
    int begin = source.offsetByCodePoints(0, from);
    int end = source.offsetByCodePoints(begin, to - from);
    return new HallText(source.substring(0, begin) + text + source.substring(end));
  }

  private static InvalidHallFile refused(Edit edit, String expected, String found) {
    return new InvalidHallFile(
        List.of("%s: expected %s, found %s".formatted(edit.path(), expected, found)));
  }

  private static @Nullable Node child(Node node, String name) {
    if (node instanceof MappingNode map) {
      return map.getValue().stream()
          .filter(entry -> isNamed(entry.getKeyNode(), name))
          .map(NodeTuple::getValueNode)
          .findFirst()
          .orElse(null);
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .filter(each -> isNamed(child(each, "id"), name))
          .findFirst()
          .orElse(null);
    }
    return null;
  }

  private static boolean isNamed(@Nullable Node node, String name) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(name);
  }

  private Node root() throws InvalidHallFile {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(10);
    try {
      Node root = new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(source));
      if (root != null) {
        return root;
      }
    } catch (YAMLException unreadable) {
      // What is wrong with the text is told by whoever reads it as a hall's file.
    }
    throw new InvalidHallFile(List.of("hall.yaml:1: expected YAML, found something else"));
  }

  /**
   * What the text says, for forms.
   *
   * @throws InvalidHallFile when it is no YAML
   */
  JsonNode tree() throws InvalidHallFile {
    return json(root(), 0);
  }

  private static JsonNode json(Node node, int depth) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (depth > MOST_DEPTH) {
      return factory.nullNode();
    }
    if (node instanceof MappingNode map) {
      ObjectNode object = factory.objectNode();
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          object.set(key.getValue(), json(entry.getValueNode(), depth + 1));
        }
      }
      return object;
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = factory.arrayNode();
      list.getValue().forEach(each -> array.add(json(each, depth + 1)));
      return array;
    }
    ScalarNode scalar = (ScalarNode) node;
    if (scalar.getTag().equals(Tag.INT)) {
      try {
        return factory.numberNode(new BigDecimal(scalar.getValue()));
      } catch (NumberFormatException inAnotherManner) {
        return factory.textNode(scalar.getValue());
      }
    }
    return factory.textNode(scalar.getValue());
  }

  /** Edits as a client sends them: a JSON value each. */
  static List<Edit> edits(List<Configurations.Edit> edits, ObjectMapper mapper)
      throws InvalidHallFile {
    List<Edit> read = new ArrayList<>();
    for (Configurations.Edit edit : edits) {
      try {
        read.add(new Edit(edit.path(), mapper.readTree(edit.json())));
      } catch (com.fasterxml.jackson.core.JsonProcessingException unreadable) {
        throw new InvalidHallFile(List.of(edit.path() + ": expected JSON, found something else"));
      }
    }
    return read;
  }
}
