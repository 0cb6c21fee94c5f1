// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * The two compilers that users have, each as strict as it can be, at the language of the JDK that
 * runs. Sources and results are files, because ECJ knows no others.
 */
enum Compilers {
  JAVAC("-Xlint:all,-processing") {
    @Override
    JavaCompiler compiler() {
      return ToolProvider.getSystemJavaCompiler();
    }
  },
  /** With the warnings and the reading of documentation that Eclipse has by default. */
  ECJ("-enableJavadoc") {
    @Override
    JavaCompiler compiler() {
      return new EclipseCompiler();
    }
  };

  private final String strict;

  Compilers(String strict) {
    this.strict = strict;
  }

  abstract JavaCompiler compiler();

  /** {@return what comes of sources, each in the package it says, in a folder that is empty} */
  Outcome compile(Path folder, String... sources) {
    return compile(folder, List.of(new TagTreeProcessor()), sources);
  }

  Outcome compile(Path folder, List<Processor> processors, String... sources) {
    try {
      Path source = Files.createDirectories(folder.resolve("source"));
      Path generated = Files.createDirectories(folder.resolve("generated"));
      Path classes = Files.createDirectories(folder.resolve("classes"));
      List<Path> files = new ArrayList<>();
      for (String text : sources) {
        Path file = source.resolve(Compiled.path(text));
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, text));
      }
      DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
      JavaCompiler compiler = compiler();
      boolean succeeded;
      try (StandardJavaFileManager manager =
          compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
        JavaCompiler.CompilationTask task =
            compiler.getTask(
                Writer.nullWriter(), // where ECJ would print what it also reports
                manager,
                said,
                List.of(
                    strict,
                    "--release",
                    Integer.toString(Runtime.version().feature()),
                    "-encoding",
                    "UTF-8",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-s",
                    generated.toString(),
                    "-d",
                    classes.toString()),
                null,
                manager.getJavaFileObjectsFromPaths(files));
        task.setProcessors(processors);
        succeeded = task.call();
      }
      return new Outcome(succeeded, List.copyOf(said.getDiagnostics()), generated, classes);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
