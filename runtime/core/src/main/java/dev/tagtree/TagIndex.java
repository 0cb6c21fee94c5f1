// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by tag, and for any tag the values of all that {@linkplain Tag#overlaps overlap} it.
 *
 * <p>It is a tree with one level for each name and each value of a tag, so finding costs what is
 * found and the way there, however many others there are:
 *
 * <pre>
 *   todos ─┬─ list              todos.list
 *          ├─ byId ─┬─ (1       todos.byId(1)
 *          │        ├─ (2       todos.byId(2)
 *          │        └─ (*       todos.byId(*)
 *          └─ (here)            todos.*
 * </pre>
 *
 * <p>A leaf and the group of the same name, {@code todos} and {@code todos.*}, overlap the same
 * tags, and share a value. Not thread-safe.
 *
 * @param <V> what is kept for a tag
 */
public final class TagIndex<V> {
  /** The values below one beginning of a text. */
  private static final class Node<V> {
    @Nullable V value;

    /** The next segment, by its name. */
    @Nullable Map<String, Node<V>> names;

    /** The next value of this segment, by its text with the delimiter before it. */
    @Nullable Map<String, Node<V>> values;

    /** The next value of this segment, where it is any. */
    @Nullable Node<V> any;

    boolean isEmpty() {
      return value == null && names == null && values == null && any == null;
    }

    @Nullable Node<V> next(String token) {
      if (TagText.isAny(token)) {
        return any;
      }
      Map<String, Node<V>> nodes = TagText.isValue(token) ? values : names;
      return nodes == null ? null : nodes.get(token);
    }

    Node<V> grow(String token) {
      if (TagText.isAny(token)) {
        any = any == null ? new Node<>() : any;
        return any;
      }
      if (TagText.isValue(token)) {
        values = values == null ? new HashMap<>(2) : values;
        return values.computeIfAbsent(token, none -> new Node<>());
      }
      names = names == null ? new HashMap<>(2) : names;
      return names.computeIfAbsent(token, none -> new Node<>());
    }

    void prune(String token) {
      if (TagText.isAny(token)) {
        any = null;
      } else if (TagText.isValue(token)) {
        values = without(values, token);
      } else {
        names = without(names, token);
      }
    }

    private static <V> @Nullable Map<String, Node<V>> without(
        @Nullable Map<String, Node<V>> nodes, String token) {
      if (nodes != null) {
        nodes.remove(token);
      }
      return nodes == null || nodes.isEmpty() ? null : nodes;
    }
  }

  private final Node<V> root = new Node<>();
  private int size;

  /** Makes an empty index. */
  public TagIndex() {}

  /** {@return how many tags have a value} */
  public int size() {
    return size;
  }

  /** {@return the value of a tag; made and kept if there is none yet} */
  public V computeIfAbsent(Tag tag, Supplier<? extends V> make) {
    Node<V> node = root;
    for (String token : tokens(tag)) {
      node = node.grow(token);
    }
    V value = node.value;
    if (value == null) {
      value = Objects.requireNonNull(make.get(), "made");
      node.value = value;
      size++;
    }
    return value;
  }

  /** {@return the value of a tag, which from now on has none; null if it had none} */
  public @Nullable V remove(Tag tag) {
    List<String> tokens = tokens(tag);
    List<Node<V>> way = new ArrayList<>(tokens.size());
    Node<V> node = root;
    for (String token : tokens) {
      way.add(node);
      node = node.next(token);
      if (node == null) {
        return null;
      }
    }
    V value = node.value;
    node.value = null;
    for (int i = tokens.size() - 1; i >= 0 && node.isEmpty(); i--) {
      node = way.get(i);
      node.prune(tokens.get(i));
    }
    size -= value == null ? 0 : 1;
    return value;
  }

  /** Calls {@code found} with the value of each tag that overlaps this one, each once. */
  public void forEachOverlapping(Tag tag, Consumer<? super V> found) {
    visit(root, tokens(tag), 0, found);
  }

  /** Goes on from a node that agrees with the tag's first tokens. */
  private static <V> void visit(
      Node<V> node, List<String> tokens, int at, Consumer<? super V> found) {
    accept(node, found);
    if (at == tokens.size()) {
      below(node, found);
    } else if (TagText.isValue(tokens.get(at))) {
      visitValues(node, tokens, at, found);
      visitNames(node, tokens, nextName(tokens, at), found); // of tags that have fewer values here
    } else {
      visitNames(node, tokens, at, found);
      visitEach(node.values, tokens, at, found); // of tags that have more values here
      visitIf(node.any, tokens, at, found);
    }
  }

  private static <V> void visitValues(
      Node<V> node, List<String> tokens, int at, Consumer<? super V> found) {
    String token = tokens.get(at);
    if (TagText.isAny(token)) {
      visitEach(node.values, tokens, at + 1, found);
    } else if (node.values != null) {
      visitIf(node.values.get(token), tokens, at + 1, found);
    }
    visitIf(node.any, tokens, at + 1, found);
  }

  private static <V> void visitNames(
      Node<V> node, List<String> tokens, int at, Consumer<? super V> found) {
    if (node.names != null && at == tokens.size()) {
      node.names.values().forEach(child -> all(child, found));
    } else if (node.names != null) {
      visitIf(node.names.get(tokens.get(at)), tokens, at + 1, found);
    }
  }

  private static <V> void visitEach(
      @Nullable Map<String, Node<V>> nodes,
      List<String> tokens,
      int at,
      Consumer<? super V> found) {
    if (nodes != null) {
      nodes.values().forEach(child -> visit(child, tokens, at, found));
    }
  }

  private static <V> void visitIf(
      @Nullable Node<V> node, List<String> tokens, int at, Consumer<? super V> found) {
    if (node != null) {
      visit(node, tokens, at, found);
    }
  }

  private static <V> void all(Node<V> node, Consumer<? super V> found) {
    accept(node, found);
    below(node, found);
  }

  private static <V> void below(Node<V> node, Consumer<? super V> found) {
    if (node.names != null) {
      node.names.values().forEach(child -> all(child, found));
    }
    if (node.values != null) {
      node.values.values().forEach(child -> all(child, found));
    }
    if (node.any != null) {
      all(node.any, found);
    }
  }

  private static <V> void accept(Node<V> node, Consumer<? super V> found) {
    if (node.value != null) {
      found.accept(node.value);
    }
  }

  private static List<String> tokens(Tag tag) {
    return TagText.tokens(Objects.requireNonNull(tag, "tag").toString());
  }

  private static int nextName(List<String> tokens, int from) {
    int at = from;
    while (at < tokens.size() && TagText.isValue(tokens.get(at))) {
      at++;
    }
    return at;
  }
}
