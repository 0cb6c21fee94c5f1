// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.tree.Problem;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes around a tree and not in it are said as clearly, and hide no other tree. */
class EnvironmentTest {
  private static final String TREE =
      "package com.example;\nimport dev.tagtree.*;\n@TagTree public interface App { Tag list(); }";
  private static final String OTHER =
      "package com.example;\nimport dev.tagtree.*;\n@TagTree public interface Other { Tag list(); }";

  @TempDir private Path folder;

  @OnBothCompilers
  @Shows(Problem.NO_RUNTIME)
  void withoutTheRuntimeItSaysSoOnce(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            List.of("-classpath", folder.toString()),
            List.of(new TagTreeProcessor()),
            "package dev.tagtree;\npublic @interface TagTree {}",
            "package com.example;\n@dev.tagtree.TagTree\ninterface App {}",
            "package com.example;\n@dev.tagtree.TagTree\ninterface Other {}");

    assertEquals(List.of(":0 error " + Problem.NO_RUNTIME.message()), outcome.ours());
    assertTrue(outcome.generated().isEmpty());
  }

  @OnBothCompilers
  @Shows(Problem.OTHER_CONTRACT)
  void aRuntimeOfAnotherReleaseIsNoticed(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            TREE,
            "package dev.tagtree;\npublic final class TagReader { static final int CONTRACT = 7; }");

    assertEquals(List.of(":0 warning " + Problem.OTHER_CONTRACT.message(2, 7)), outcome.ours());
  }

  @OnBothCompilers
  @Shows(Problem.OLD_SOURCE)
  void anOlderLanguageIsRefused(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder, List.of("--release", "11"), List.of(new TagTreeProcessor()), TREE, OTHER);

    assertEquals(List.of(":0 error " + Problem.OLD_SOURCE.message(11)), outcome.ours());
    assertTrue(outcome.generated().isEmpty());
  }

  @OnBothCompilers
  @Shows(Problem.CANNOT_WRITE)
  void aFileThatCannotBeWrittenIsNamed(Compilers compiler) throws IOException {
    String taken = Outcome.CONTRACTS + "com.example.App.js";
    Files.createDirectories(folder.resolve("classes").resolve(taken).resolve("in-the-way"));

    Outcome outcome = // in memory, nothing could be in the way
        compiler.compileFiles(folder, List.of(), List.of(new TagTreeProcessor()), TREE, OTHER);

    List<String> said = outcome.ours();
    assertEquals(1, said.size(), said::toString);
    assertTrue(
        said.get(0).startsWith("App.java:3 error [TT072] Cannot write " + taken + ": "),
        said::toString);
    assertTrue(outcome.generated().containsKey("com.example.Other.js"));
  }

  @OnBothCompilers
  @Shows(Problem.BUG)
  void aBugIsReportedWithItsTraceAndHidesNoOtherTree(Compilers compiler) {
    Outcome outcome = compiler.compile(folder, List.of(), List.of(new Failing()), TREE, OTHER);

    List<String> said = outcome.ours();
    assertEquals(1, said.size(), said::toString);
    assertTrue(
        said.get(0)
            .startsWith(
                "App.java:3 error "
                    + Problem.BUG.message("App", "java.lang.IllegalStateException: planted")),
        said::toString);
    assertTrue(said.get(0).contains("at dev.tagtree.processor.read.TreeReader."), said::toString);
    assertFalse(outcome.generated().containsKey("com/example/AppTags.java"));
    assertTrue(outcome.generated().containsKey("com/example/OtherTags.java"));
  }

  /** The processor on a compiler that fails when it is asked for the documentation of App. */
  private static final class Failing extends AbstractProcessor {
    private final Processor processor = new TagTreeProcessor();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public synchronized void init(ProcessingEnvironment compiler) {
      Elements elements =
          proxy(
              Elements.class,
              compiler.getElementUtils(),
              (name, argument) -> {
                if (name.equals("getDocComment") && argument.toString().equals("com.example.App")) {
                  throw new IllegalStateException("planted");
                }
                return null;
              });
      processor.init(
          proxy(
              ProcessingEnvironment.class,
              compiler,
              (name, argument) -> name.equals("getElementUtils") ? elements : null));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }

    private interface Instead {
      /** {@return what a method gives; null to call the real one} */
      Object of(String method, Object firstArgument);
    }

    private static <T> T proxy(Class<T> type, T real, Instead instead) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                Object given =
                    instead.of(method.getName(), arguments == null ? null : arguments[0]);
                try {
                  return given == null ? method.invoke(real, arguments) : given;
                } catch (InvocationTargetException failure) {
                  throw failure.getCause();
                }
              }));
    }
  }
}
