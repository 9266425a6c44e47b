package org.yichuang.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Merkle trees as RFC 6962 builds them: another byte stands before a leaf than before two nodes, so
 * that neither passes for the other. Pure functions; any thread.
 *
 * <p>Whole blocks of {@value #BLOCK} leaves are subtrees, since that is a power of two: a tree over
 * the roots of its blocks is the tree over its leaves.
 */
final class Merkle {
  static final int BLOCK = 256;

  /** Of no leaves. */
  static final Hash EMPTY = Hash.of(sha256().digest());

  private static final byte LEAF = 0;
  private static final byte INNER = 1;

  private Merkle() {}

  /** The node of a leaf. */
  static Hash leaf(Hash value) {
    return hash(LEAF, value.bytes());
  }

  /** The root of the tree over nodes in their order; {@link #EMPTY} of none. */
  static Hash root(List<Hash> nodes) {
    return switch (nodes.size()) {
      case 0 -> EMPTY;
      case 1 -> nodes.getFirst();
      default -> {
        int split = split(nodes.size());
        yield inner(root(nodes.subList(0, split)), root(nodes.subList(split, nodes.size())));
      }
    };
  }

  /**
   * What a node is hashed with on its way to the root, the nearest first.
   *
   * @param index of the node, from 0
   */
  static List<Hash> path(List<Hash> nodes, int index) {
    List<Hash> path = new ArrayList<>();
    collect(nodes, index, path);
    return path;
  }

  private static void collect(List<Hash> nodes, int index, List<Hash> path) {
    if (nodes.size() == 1) {
      return;
    }
    int split = split(nodes.size());
    List<Hash> left = nodes.subList(0, split);
    List<Hash> right = nodes.subList(split, nodes.size());
    if (index < split) {
      collect(left, index, path);
      path.add(root(right));
    } else {
      collect(right, index - split, path);
      path.add(root(left));
    }
  }

  /** The largest power of two that is smaller. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  private static Hash inner(Hash left, Hash right) {
    return hash(INNER, left.bytes(), right.bytes());
  }

  private static Hash hash(byte prefix, byte[]... parts) {
    MessageDigest digest = sha256();
    digest.update(prefix);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return Hash.of(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
