// SPDX-License-Identifier: Apache-2.0
package com.example.calls;

import dev.tagtree.*;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what the members of a tree say, one thing a line. */
public final class Report {
  private static PrintStream out = System.out;

  private Report() {}

  public static void to(String file) {
    try {
      out = new PrintStream(file, "UTF-8");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void close() {
    out.close();
  }

  public static void path(String member, String path) {
    say(member, "PATH", path);
  }

  public static void group(String member, Values v, TagGroup tag, Tag parsed) {
    tag(member, v, tag, parsed);
  }

  public static void leaf(String member, Values v, TagLeaf tag, Tag parsed) {
    tag(member, v, tag, parsed);
    say(member, "key" + v.set(), Tag.key(tag).toString());
  }

  private static void tag(String member, Values v, Tag tag, Tag parsed) {
    say(member, "text" + v.set(), tag.toString());
    say(member, "class" + v.set(), parsed.getClass().getName());
    same(member, tag, parsed);
    same(member, Tag.parse(tag.toString()), tag);
    same(member, List.of(Tag.key(tag)), List.of(Tag.key(parsed)));
  }

  public static void any(String member, Tag tag) {
    say(member, "any", tag.toString());
  }

  public static void mixed(String member, Tag tag, Values v) {
    say(member, "mixed", tag.toString());
    say(member, "key mixed", v.set() == 0 ? Tag.key(tag).toString() : "");
  }

  public static void resolves(String member, String what, Tag group) {
    List<Tag> leaves = Tag.resolve(group);
    say(member, what, leaves.stream().map(Tag::toString).collect(Collectors.joining(" ")));
    leaves.stream()
        .filter(leaf -> !Tag.overlaps(group, leaf) || !Tag.covers(group, leaf))
        .forEach(leaf -> say(member, "does not match", leaf.toString()));
  }

  /** Says something only if it is not as it should be. */
  public static void same(String member, Object expected, Object actual) {
    if (!expected.equals(actual) || expected.hashCode() != actual.hashCode()) {
      say(member, "not the same", expected + " and " + actual);
    }
  }

  private static void say(String member, String what, String says) {
    out.print(member + " " + what + ": " + says.replace("\n", "\\n") + "\n");
  }
}
