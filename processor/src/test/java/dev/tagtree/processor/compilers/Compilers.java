// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.compilers;

import com.google.testing.compile.Compiler;
import dev.tagtree.processor.TagTreeProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * The two compilers that users have, each as strict as it can be, at the language of the JDK that
 * runs.
 */
public enum Compilers {
  JAVAC("-Xlint:all,-processing", ToolProvider::getSystemJavaCompiler) {
    @Override
    public Outcome compile(
        Path folder, List<String> more, List<Processor> processors, String... sources) {
      return new WatchedJavac().compile(options(more), processors, sources);
    }
  },
  /** Eclipse's, with its usual warnings; what only documentation mentions is unused to it. */
  ECJ("-warn:+unusedImport", EclipseCompiler::new);

  private final String strict;
  private final Supplier<JavaCompiler> tool;

  Compilers(String strict, Supplier<JavaCompiler> tool) {
    this.strict = strict;
    this.tool = tool;
  }

  /** {@return javac with the processor, for tests that need no other compiler} */
  public static Compiler javac(String... more) {
    return Compiler.javac()
        .withOptions(JAVAC.options(List.of(more)))
        .withProcessors(new TagTreeProcessor());
  }

  /** {@return what comes of sources, each in the package it says, with an empty folder to use} */
  public Outcome compile(Path folder, String... sources) {
    return compile(folder, List.of(), List.of(new TagTreeProcessor()), sources);
  }

  /** {@return what comes of sources with some options more, or others} */
  public Outcome compile(
      Path folder, List<String> more, List<Processor> processors, String... sources) {
    return compileFiles(folder, more, processors, sources);
  }

  /** {@return the same, read from files and written to files, for what only those can show} */
  public Outcome compileFiles(
      Path folder, List<String> more, List<Processor> processors, String... sources) {
    return new FileCompilation(folder).run(tool.get(), options(more), processors, sources);
  }

  /**
   * {@return what an expression gives beside some sources, all of which compile without a word}
   *
   * @param head the package that the expression is in; may be empty
   */
  public Object value(Path folder, String head, String expression, String... sources) {
    List<String> all = new ArrayList<>(List.of(sources));
    all.add(
        head
            + "\nfinal class Uses { static java.lang.Object run() { return "
            + expression
            + "; } }");
    boolean named = head.startsWith("package com.example;");
    return compile(folder, all.toArray(String[]::new))
        .clean()
        .call((named ? "com.example." : "") + "Uses", "run");
  }

  /** {@return the options of a strict compilation, and some more} */
  List<String> options(List<String> more) {
    List<String> options = new ArrayList<>(List.of(strict));
    if (!more.contains("--release")) {
      options.addAll(List.of("--release", Integer.toString(Runtime.version().feature())));
    }
    options.addAll(more);
    return options;
  }
}
