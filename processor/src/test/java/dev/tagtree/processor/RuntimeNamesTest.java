// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Key;
import dev.tagtree.Name;
import dev.tagtree.Scope;
import dev.tagtree.Tag;
import dev.tagtree.TagReader;
import dev.tagtree.TagTree;
import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.ArgType;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** The processor knows the runtime by names only; these are the names. */
class RuntimeNamesTest {
  @Test
  void annotationsAndTagHaveTheirNames() {
    assertEquals(Annotations.TAG_TREE, TagTree.class.getName());
    assertEquals(Annotations.NAME, Name.class.getName());
    assertEquals(Annotations.KEY, Key.class.getName());
    assertEquals(Annotations.SCOPE, Scope.class.getName());
    assertEquals(TypeNames.TAG, Tag.class.getName());
    assertEquals(Environment.TAG_READER, TagReader.class.getName());
  }

  @Test
  void bothSpeakOfTheSameContract() throws ReflectiveOperationException {
    Field contract = TagReader.class.getDeclaredField("CONTRACT");
    contract.setAccessible(true);
    assertEquals(Environment.CONTRACT, contract.getInt(null));
  }

  @Test
  void everyTypeHasItsReader() {
    for (ArgType type : ArgType.values()) {
      Class<?>[] parameters = type == ArgType.ENUM ? new Class<?>[] {Class.class} : new Class<?>[0];
      assertDoesNotThrow(() -> TagReader.class.getMethod(type.reader(), parameters));
    }
  }
}
