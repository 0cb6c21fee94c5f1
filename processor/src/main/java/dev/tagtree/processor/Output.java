// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.Writer;
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

  void write(Tree tree, boolean hasGenerated) {
    Element origin = tree.root().origin();
    try {
      JavaFile file = JavaWriter.write(tree, hasGenerated);
      file.writeTo(filer);
    } catch (FilerException exists) {
      problems.report(Problem.CLASS_EXISTS, origin, tree.generated().canonicalName());
      return;
    } catch (IOException failure) {
      problems.report(
          Problem.CANNOT_WRITE, origin, tree.generated().canonicalName(), failure.getMessage());
      return;
    }
    resource(tree.name() + ".js", ModuleWriter.write(tree), origin);
    resource(tree.name() + ".d.ts", TypingsWriter.write(tree), origin);
    resource(tree.name() + ".json", SchemaWriter.write(tree), origin);
  }

  private void resource(String name, String text, Element origin) {
    try (Writer writer =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", FOLDER + name, origin)
            .openWriter()) {
      writer.write(text);
    } catch (IOException failure) {
      problems.report(Problem.CANNOT_WRITE, origin, FOLDER + name, failure.getMessage());
    }
  }
}
