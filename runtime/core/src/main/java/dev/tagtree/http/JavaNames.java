// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.Tag;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;

/** The names in Java of the members of a tree that {@link dev.tagtree.Name} calls otherwise. */
final class JavaNames {
  private JavaNames() {}

  /**
   * {@return by path, the methods whose names are not the wire's; none of a class that is not
   * accessible from here}
   *
   * @param root the root of a generated tree, which is an anonymous class in the generated one
   */
  static Map<String, String> of(Tag root) {
    Map<String, String> names = new TreeMap<>();
    Class<?> generated = root.getClass().getEnclosingClass();
    if (generated != null) {
      collect(generated, names);
    }
    return names;
  }

  private static void collect(Class<?> group, Map<String, String> names) {
    for (Method method : group.getDeclaredMethods()) {
      Class<?> member = method.getReturnType();
      if (member.getEnclosingClass() == group) {
        try {
          String path = (String) member.getField("PATH").get(null);
          if (!("." + path).endsWith("." + method.getName())) {
            names.put(path, method.getName());
          }
          collect(member, names);
        } catch (ReflectiveOperationException hidden) {
          // It is shown under its wire name.
        }
      }
    }
  }
}
