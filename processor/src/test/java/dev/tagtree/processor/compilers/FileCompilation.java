// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.compilers;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** A compilation whose sources and results are files in a folder, because ECJ knows no others. */
record FileCompilation(Path folder) {

  /** {@return what a compiler makes of sources that are written in the encoding it is told} */
  Outcome run(
      JavaCompiler compiler, List<String> given, List<Processor> processors, String... sources) {
    int encodingAt = given.indexOf("-encoding") + 1;
    Charset encoding =
        encodingAt > 0 ? Charset.forName(given.get(encodingAt)) : StandardCharsets.UTF_8;
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(said, Locale.ROOT, encoding)) {
      Path generated = Files.createDirectories(folder.resolve("generated"));
      Path classes = Files.createDirectories(folder.resolve("classes"));
      List<String> options = new ArrayList<>(List.of("-s", "" + generated, "-d", "" + classes));
      if (given.contains("-classpath")) {
        manager.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(folder));
      } else {
        options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
      }
      options.addAll(List.of("-encoding", encoding.name()));
      options.addAll(given);
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              Writer.nullWriter(), // where ECJ would print what it also reports
              manager,
              said,
              options,
              null,
              manager.getJavaFileObjectsFromPaths(written(sources, encoding)));
      task.setProcessors(processors);
      boolean succeeded = task.call();
      Map<String, byte[]> files = new TreeMap<>();
      collect(generated, files);
      collect(classes, files);
      return new Outcome(succeeded, List.copyOf(said.getDiagnostics()), files);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private List<Path> written(String[] sources, Charset encoding) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String text : sources) {
      Path file = folder.resolve("source").resolve(Sources.path(text));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, text, encoding));
    }
    return files;
  }

  private static void collect(Path folder, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
  }
}
