// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
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
import javax.tools.StandardLocation;
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
  /** With the warnings that it has by default; what only documentation mentions is unused to it. */
  ECJ("-warn:+unusedImport") {
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
    return compile(folder, List.of(), List.of(new TagTreeProcessor()), sources);
  }

  /** {@return what comes of sources with some options more, or others} */
  Outcome compile(Path folder, List<String> more, List<Processor> processors, String... sources) {
    try {
      Path source = Files.createDirectories(folder.resolve("source"));
      Path generated = Files.createDirectories(folder.resolve("generated"));
      Path classes = Files.createDirectories(folder.resolve("classes"));
      int encodingAt = more.indexOf("-encoding") + 1;
      Charset encoding =
          encodingAt > 0 ? Charset.forName(more.get(encodingAt)) : StandardCharsets.UTF_8;
      List<Path> files = new ArrayList<>();
      for (String text : sources) {
        Path file = source.resolve(Sources.path(text));
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, text, encoding));
      }
      DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
      JavaCompiler compiler = compiler();
      boolean succeeded;
      try (StandardJavaFileManager manager =
          compiler.getStandardFileManager(said, Locale.ROOT, encoding)) {
        List<String> options =
            new ArrayList<>(
                List.of(
                    strict,
                    "-encoding",
                    encoding.name(),
                    "-s",
                    generated.toString(),
                    "-d",
                    classes.toString()));
        if (!more.contains("--release")) {
          options.addAll(List.of("--release", Integer.toString(Runtime.version().feature())));
        }
        if (!more.contains("-classpath")) {
          options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        } else {
          manager.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(folder));
        }
        options.addAll(more);
        JavaCompiler.CompilationTask task =
            compiler.getTask(
                Writer.nullWriter(), // where ECJ would print what it also reports
                manager,
                said,
                options,
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
