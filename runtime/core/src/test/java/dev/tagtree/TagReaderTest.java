// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of names and values from a tag's text, and what it refuses. */
class TagReaderTest {
  private record Id(int value) {
    private Id {
      if (value < 0) {
        throw new IllegalStateException("secret " + value);
      }
    }
  }

  @Test
  void readsNamesAndValuesInOrder() {
    TagReader in = TagReader.of("org(a%20b,*).items.byId(7)");

    assertEquals("org", in.next());
    assertEquals(Arg.of("a b"), in.text());
    assertEquals(Arg.any(), in.text());
    assertEquals("items", in.next());
    assertEquals("byId", in.next());
    assertEquals(Arg.of(new Id(7)), in.as(in.integer(), Id::new));
    assertEquals("", in.next());
  }

  @Test
  void saysWhereAGroupIsNamed() {
    TagReader in = TagReader.of("todos.*");
    assertEquals("todos", in.next());
    assertEquals("*", in.next());
    assertEquals("*", TagReader.of("*").next());
  }

  @Test
  void readsEveryType() {
    TagReader in =
        TagReader.of(
            "t(-1,9223372036854775807,-5,6,99999999999999999999,true,"
                + "123e4567-e89b-12d3-a456-426614174000,2024-02-29,SECONDS)");
    in.next();
    assertEquals(-1, in.integer().get());
    assertEquals(Long.MAX_VALUE, in.longInteger().get());
    assertEquals((short) -5, in.shortInteger().get());
    assertEquals((byte) 6, in.byteInteger().get());
    assertEquals("99999999999999999999", in.bigInteger().get().toString());
    assertEquals(true, in.bool().get());
    assertEquals("123e4567-e89b-12d3-a456-426614174000", in.uuid().get().toString());
    assertEquals("2024-02-29", in.date().get().toString());
    assertEquals(TimeUnit.SECONDS, in.constant(TimeUnit.class).get());
  }

  @Test
  void refusesValuesOfAnotherTypeWithoutRepeatingThem() {
    TagReader in = TagReader.of("t(secret,-1)");
    in.next();
    assertSilent(assertThrows(InvalidTagException.class, in::integer));
    assertSilent(assertThrows(InvalidTagException.class, () -> in.as(in.integer(), Id::new)));
  }

  private static void assertSilent(InvalidTagException refused) {
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    assertEquals(null, refused.getCause());
  }

  @Test
  void refusesTooFewAndTooManyValues() {
    TagReader few = TagReader.of("todos.byId.part");
    few.next();
    few.next();
    assertThrows(InvalidTagException.class, few::text);

    TagReader many = TagReader.of("todos.byId(1,2).part");
    many.next();
    many.next();
    many.text();
    assertThrows(InvalidTagException.class, many::next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"todos.byId(007)", "todos.byId(7).more", "todos.byId(7,8)", "todos.byId(7).*"})
  void refusesATagThatIsNotAllOfTheText(String text) {
    TagReader in = TagReader.of(text);
    in.next();
    in.next();
    Tag seven = new PlainLeaf(MiniTree.todos(), "byId", in.integer());
    assertThrows(InvalidTagException.class, () -> in.end(seven));
  }

  @Test
  void namesAnUnknownPathWithoutItsValues() {
    String message = TagReader.of("org(secret).nothing").unknown().getMessage();
    assertEquals("the tree declares no tag with path 'org.nothing'", message);
  }
}
