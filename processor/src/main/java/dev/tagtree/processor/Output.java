// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

/** The only user of the filer. Every file has the annotated interface as its one origin. */
final class Output {
  private static final String FOLDER = "META-INF/resources/tagtree/";

  private final Filer filer;
  private final Problems problems;

  Output(Filer filer, Problems problems) {
    this.filer = filer;
    this.problems = problems;
  }

  /**
   * Writes all files of a tree.
   *
   * @param hasGenerated whether javax.annotation.processing.Generated can be seen
   * @param isInPackage whether the tree's package has a class with a simple name
   */
  void write(Tree tree, boolean hasGenerated, Predicate<String> isInPackage) {
    Element origin = tree.root().origin();
    String name = tree.generated().qualifiedName();
    try (Writer writer = filer.createSourceFile(name, origin).openWriter()) {
      writer.write(escaped(JavaOutput.write(tree, hasGenerated)));
    } catch (FilerException exists) {
      problems.report(Problem.CLASS_EXISTS, origin, name);
      return;
    } catch (IOException failure) {
      cannotWrite(name, failure, origin);
      return;
    }
    resource(tree.name() + ".js", ModuleWriter.write(tree), origin);
    resource(tree.name() + ".d.ts", TypingsWriter.write(tree), origin);
    resource(tree.name() + ".json", SchemaWriter.write(tree), origin);
  }

  /** {@return source that reads the same in every encoding that a compiler may be told to use} */
  private static String escaped(String source) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(source)) {
      return source;
    }
    StringBuilder escaped = new StringBuilder(source.length());
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c < 0x80) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }

  private void resource(String name, String text, Element origin) {
    try (OutputStream stream =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", FOLDER + name, origin)
            .openOutputStream()) {
      // Browsers read UTF-8; a writer would use the encoding of the sources.
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException failure) { // javac's if a folder is there
      cannotWrite(FOLDER + name, failure, origin);
    }
  }

  private void cannotWrite(String name, Exception failure, Element origin) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    problems.report(Problem.CANNOT_WRITE, origin, name, reason);
  }
}
