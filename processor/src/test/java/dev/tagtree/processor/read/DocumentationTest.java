// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documentation comments become what a reader of them would read aloud. */
class DocumentationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          One todo.                                 | One todo.
          A <b>bold</b> word, <em>at once</em>.     | A bold word, at once.
          First.<p>Then<br/>more                    | First. Then more
          A {@code List<String>} of {@code {x}}     | A List<String> of {x}
          {@literal <b>} &lt;i&gt; &amp;lt; &#47;   | <b> <i> &lt; /
          See {@link App}, {@link #ids}             | See App, ids
          {@link App.Todos#byId(String, int)}       | App.Todos.byId(String, int)
          {@link App.Todos#byId(String) one of it}  | one of it
          {@linkplain #ids the ids}                 | the ids
          {@return what is left} 1 < 2 and 3 > 2    | what is left 1 < 2 and 3 > 2
          {@inheritDoc} costs $1 or C:\\dir          | costs $1 or C:\\dir
          Broken {@code brace and <b                | Broken {@code brace and <b
          &#9999999; &unknown;                      | &unknown;
          """)
  void markupIsLeftOut(String comment, String text) {
    assertEquals(text, Documentation.plain(comment));
  }

  @Test
  void onlyTheDescriptionCountsAndWhatIsDeprecatedIsToldApart() {
    String comment =
        " One todo,\n of many.\n\n @param id which\n @deprecated use\n {@link #all}\n @since 1\n";

    assertEquals("One todo, of many.", Documentation.plain(comment));
    assertEquals("use all", Documentation.deprecation(comment));
    assertEquals("", Documentation.deprecation("@since 1"));
  }
}
