// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources with the processor, as strictly as a user may. */
final class Compiled {
  static final Path RESOURCES = Path.of("src", "test", "resources");

  private static final String KIND = "(?:sealed )?(?:@?interface|record|class|enum) (\\w+)";

  /** A tree that is no nested type. */
  private static final Pattern TREE =
      Pattern.compile(
          "(?m)(?:^|; )@TagTree(?:\\(.*\\))?(?: // .*)?\\s+(?:@.*\\s+)?(?:public )?" + KIND);

  private static final Pattern FIRST =
      Pattern.compile("(?m)^(?:@\\w+(?:\\([^)]*\\))? ?)*(?:public |final )*" + KIND);

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  private Compiled() {}

  /** {@return the names of the files that are generated, also if the sources have errors} */
  static List<String> generated(Path folder, String source) {
    JavaFileObject file = source(source);
    List<String> options =
        List.of("-proc:only", "--release", "17", "-s", folder.toString(), "-d", folder.toString());
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, ignored -> {}, options, null, List.of(file));
    task.setProcessors(List.of(new TagTreeProcessor()));
    task.call();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(each -> each.getFileName().toString()).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Compilation files(Path... files) {
    return of(Arrays.stream(files).map(file -> source(read(file))).toList());
  }

  static Compilation of(String... sources) {
    return of(Arrays.stream(sources).map(Compiled::source).toList());
  }

  static Compilation of(List<JavaFileObject> sources, Processor... before) {
    List<Processor> processors = new ArrayList<>(List.of(before));
    processors.add(new TagTreeProcessor());
    return javac()
        .withProcessors(processors)
        .withOptions("--release", "17", "-Xlint:all,-processing", "-Werror")
        .compile(sources);
  }

  static JavaFileObject source(String text) {
    return JavaFileObjects.forSourceString(path(text).replace(".java", "").replace('/', '.'), text);
  }

  /** {@return the file of a source: in the package it says, named after its first tree or type} */
  static String path(String text) {
    Matcher type = TREE.matcher(text);
    if (!type.find()) {
      type = FIRST.matcher(text);
      assertTrue(type.find(), text);
    }
    Matcher named = PACKAGE.matcher(text);
    String folder = named.find() ? named.group(1).replace('.', '/') + "/" : "";
    return folder + type.group(1) + ".java";
  }

  /** {@return a generated resource of the browser} */
  static String resource(Compilation compilation, String name) {
    try {
      return compilation
          .generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/resources/tagtree/" + name)
          .orElseThrow()
          .getCharContent(false)
          .toString();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String generated(Compilation compilation, String qualifiedName) {
    try {
      return compilation
          .generatedSourceFile(qualifiedName)
          .orElseThrow()
          .getCharContent(false)
          .toString();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<Path> list(String folder) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
