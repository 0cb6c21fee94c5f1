// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Tree;
import dev.tagtree.processor.write.ModuleWriter;
import dev.tagtree.processor.write.SchemaWriter;
import dev.tagtree.processor.write.TypingsWriter;
import dev.tagtree.processor.write.classes.JavaWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** The only user of the filer. Every file has the annotated interface as its one origin. */
final class Output {
  private static final String FOLDER = "META-INF/tagtree/contracts/";

  private final Filer filer;
  private final Environment environment;

  Output(Filer filer, Environment environment) {
    this.filer = filer;
    this.environment = environment;
  }

  /** Writes all files of a tree that {@code origin} declares; what cannot be is reported. */
  void write(Tree tree, TypeElement origin, Problems problems) {
    String name = tree.generated().qualifiedName();
    try (Writer writer = filer.createSourceFile(name, origin).openWriter()) {
      writer.write(JavaWriter.write(tree, environment.seesGenerated(origin)));
    } catch (FilerException exists) {
      problems.report(Problem.CLASS_EXISTS, Place.of(origin), name);
      return;
    } catch (IOException failure) {
      problems.report(Problem.CANNOT_WRITE, Place.of(origin), name, reason(failure));
      return;
    }
    resource(tree.name() + ".js", ModuleWriter.write(tree), origin, problems);
    resource(tree.name() + ".d.ts", TypingsWriter.write(tree), origin, problems);
    resource(tree.name() + ".json", SchemaWriter.write(tree), origin, problems);
  }

  private void resource(String name, String text, TypeElement origin, Problems problems) {
    try (OutputStream stream =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", FOLDER + name, origin)
            .openOutputStream()) {
      // Browsers read UTF-8; a writer would use the encoding of the sources.
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException failure) { // javac's if a folder is there
      problems.report(Problem.CANNOT_WRITE, Place.of(origin), FOLDER + name, reason(failure));
    }
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
