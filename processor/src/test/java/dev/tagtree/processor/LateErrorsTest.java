// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.tree.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.io.TempDir;

/** The mistakes in a tree are all that is said, whichever processors need what it generates. */
class LateErrorsTest {
  private static final String HEAD =
      "package com.example;\nimport dev.tagtree.*;\n@TagTree public interface App {\n";
  private static final String REFUSED = "error " + Problem.UNSUPPORTED_TYPE.message("id", "Object");

  @TempDir private Path folder;

  @OnBothCompilers
  void anErrorDoesNotKeepTheClassFromAProcessorThatWaitsForIt(Compilers compiler) {
    for (boolean first : new boolean[] {true, false}) {
      Waits other = new Waits("com.example.AppTags");
      Outcome outcome =
          compiler.compile(
              folder.resolve("" + first),
              List.of(),
              other.withOurs(first),
              HEAD + "  Tag list();\n  Tag byId(Object id);\n}",
              "package com.example;\nclass Uses { AppTags.List list; }");

      assertEquals(List.of("App.java:5 " + REFUSED), outcome.said());
    }
  }

  @OnBothCompilers
  void aParameterIsFoundInTheSourceInLaterRoundsToo(Compilers compiler) {
    Processor other =
        new Generates(
            "com.example.TodoId", "package com.example;\npublic record TodoId(String value) {}");
    Outcome outcome =
        compiler.compile(
            folder,
            List.of(),
            List.of(new TagTreeProcessor(), other),
            HEAD + "  Tag byTodo(TodoId id);\n\n  Tag byId(Object id);\n}");

    assertEquals(List.of("App.java:6 " + REFUSED), outcome.said());
  }

  @OnBothCompilers
  void anErrorIsSaidThoughWhatIsGeneratedHidesItsReason(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            "package com.example;\nimport dev.tagtree.*;\nimport java.time.*;\n"
                + "@TagTree(name = \"Instant\") public interface App {\n  Tag at(Instant time);\n}");

    String line = compiler == Compilers.JAVAC ? "4" : "5"; // ECJ resolves a name once
    assertEquals(
        List.of("App.java:" + line + " error " + Problem.DATE_TIME.message("time", "Instant")),
        outcome.said());
  }

  /** A processor that cannot do its work unless it sees a class before the last round. */
  private static final class Waits extends OtherProcessor {
    private final String name;
    private boolean seen;

    Waits(String name) {
      this.name = name;
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!round.processingOver()) {
        seen |= processingEnv.getElementUtils().getTypeElement(name) != null;
      } else if (!seen) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, name + " did not come");
      }
      return false;
    }
  }
}
