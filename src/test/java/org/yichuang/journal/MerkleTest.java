package org.yichuang.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees against a reckoning of their own, leaf by leaf. */
class MerkleTest {
  private static Hash value(int i) throws Exception {
    return sha(ByteBuffer.allocate(4).putInt(i).array());
  }

  static Hash sha(byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return Hash.of(digest.digest());
  }

  private static List<Hash> leaves(int count) throws Exception {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(sha(new byte[] {0}, value(i).bytes()));
    }
    return leaves;
  }

  /** As RFC 9162, 2.1.3.2 says a path is followed. */
  static Hash followed(Hash leaf, int index, int size, List<Hash> path) throws Exception {
    int node = index;
    int last = size - 1;
    Hash hash = leaf;
    for (Hash beside : path) {
      assertTrue(last > 0);
      if ((node & 1) == 1 || node == last) {
        hash = sha(new byte[] {1}, beside.bytes(), hash.bytes());
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = sha(new byte[] {1}, hash.bytes(), beside.bytes());
      }
      node >>= 1;
      last >>= 1;
    }
    assertEquals(0, last);
    return hash;
  }

  @Test
  void a_tree_of_nothing_is_the_hash_of_nothing() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        new DayTree().root().toString());
  }

  @Test
  void small_trees_are_those_of_the_rfc() throws Exception {
    List<Hash> leaves = leaves(3);
    Hash two = sha(new byte[] {1}, leaves.get(0).bytes(), leaves.get(1).bytes());
    assertEquals(leaves.get(0), Merkle.root(leaves.subList(0, 1)));
    assertEquals(two, Merkle.root(leaves.subList(0, 2)));
    assertEquals(sha(new byte[] {1}, two.bytes(), leaves.get(2).bytes()), Merkle.root(leaves));
  }

  @Test
  void every_path_leads_to_the_root() throws Exception {
    for (int size = 1; size <= 40; size++) {
      List<Hash> leaves = leaves(size);
      for (int index = 0; index < size; index++) {
        assertEquals(
            Merkle.root(leaves),
            followed(leaves.get(index), index, size, Merkle.path(leaves, index)),
            index + " of " + size);
      }
    }
  }

  @Test
  void a_tree_over_blocks_is_the_tree_over_their_leaves() throws Exception {
    for (int size : new int[] {1, 255, 256, 257, 511, 512, 513, 768, 1_000, 1_025}) {
      DayTree tree = new DayTree();
      for (int i = 0; i < size; i++) {
        tree.add(value(i));
      }
      assertEquals(Merkle.root(leaves(size)), tree.root(), () -> size + " leaves");
      assertEquals(size / Merkle.BLOCK, tree.blocks().size());
    }
  }

  @Test
  void a_root_is_hashed_as_it_is_documented() throws Exception {
    LocalDate day = LocalDate.of(2026, 11, 23);
    DayRoot root = DayRoot.link(day, 3, value(1), value(2));
    ByteBuffer documented = ByteBuffer.allocate(2 * 12 + 2 * 36);
    documented.putInt(8).putLong(day.toEpochDay()).putInt(8).putLong(3);
    documented.putInt(32).put(value(1).bytes()).putInt(32).put(value(2).bytes());
    assertEquals(sha(documented.array()), root.hash());
    assertEquals(root.hash(), root.expectedHash());
    assertEquals(
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        HexFormat.of().formatHex(sha("test".getBytes(StandardCharsets.UTF_8)).bytes()));
  }
}
