// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** What one of the {@link Compilers} said, and the folders that it wrote to. */
record Outcome(
    boolean succeeded,
    List<Diagnostic<? extends JavaFileObject>> diagnostics,
    Path sources,
    Path classes) {

  private static final String BROWSER = "META-INF/tagtree/contracts/";

  /** {@return this, after it was seen that the compiler had nothing to say} */
  Outcome clean() {
    assertEquals(List.of(), said());
    assertTrue(succeeded);
    return this;
  }

  /**
   * {@return what was said: file, line, error or warning, and the message} Notes are left out, and
   * what ECJ thinks of suppressions that javac needs, or that are not its own.
   */
  List<String> said() {
    return diagnostics.stream()
        .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
        .filter(each -> !each.getMessage(Locale.ROOT).matches("Un\\w+ @SuppressWarnings.*"))
        .map(each -> file(each) + ":" + Math.max(0, each.getLineNumber()) + " " + said(each))
        .toList();
  }

  /** {@return what the processor said, of what is {@link #said}} */
  List<String> ours() {
    return said().stream().filter(each -> each.contains(" [TT")).toList();
  }

  private static String file(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getSource() == null
        ? ""
        : Path.of(diagnostic.getSource().getName()).getFileName().toString();
  }

  private static String said(Diagnostic<?> diagnostic) {
    String kind = diagnostic.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
    return kind + " " + diagnostic.getMessage(Locale.ROOT);
  }

  /** {@return the text of every generated file, by its path without the browser's folder} */
  Map<String, String> generated() {
    Map<String, String> files = new TreeMap<>();
    for (Path folder : List.of(sources, classes)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".class"))
            .forEach(file -> files.put(name(folder, file), Sources.read(file)));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return files;
  }

  private static String name(Path folder, Path file) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return path.startsWith(BROWSER) ? path.substring(BROWSER.length()) : path;
  }

  /** {@return what a static method without parameters of a compiled class gives} */
  Object call(String type, String method) {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var called = loader.loadClass(type).getDeclaredMethod(method);
      called.setAccessible(true);
      return called.invoke(null);
    } catch (IOException | ReflectiveOperationException failure) {
      throw new AssertionError(failure);
    }
  }
}
