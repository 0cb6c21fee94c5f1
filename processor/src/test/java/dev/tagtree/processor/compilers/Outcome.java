// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.compilers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** The words of one of the {@link Compilers}, and all files that it wrote, by their paths. */
public record Outcome(
    boolean succeeded,
    List<Diagnostic<? extends JavaFileObject>> diagnostics,
    Map<String, byte[]> files) {

  /** The folder of the browser's files. */
  public static final String CONTRACTS = "META-INF/tagtree/contracts/";

  /** {@return what comes of a compilation that succeeded, else its files are not told} */
  public static Outcome of(Compilation compilation) {
    return of(compilation, compilation.generatedFiles());
  }

  /** {@return what comes of a compilation whose files are known, whether it succeeded or not} */
  static Outcome of(Compilation compilation, List<JavaFileObject> written) {
    Map<String, byte[]> files = new TreeMap<>();
    for (JavaFileObject file : written) {
      try (InputStream stream = file.openInputStream()) {
        files.put(file.getName().replaceFirst("^/[A-Z_]+/", ""), stream.readAllBytes());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return new Outcome(
        compilation.status() == Compilation.Status.SUCCESS, compilation.diagnostics(), files);
  }

  /** {@return this, after it was seen that the compiler had nothing to say} */
  public Outcome clean() {
    assertEquals(List.of(), said());
    assertTrue(succeeded);
    return this;
  }

  /**
   * {@return what was said: file, line, error or warning, and the message} Notes are left out, and
   * what ECJ thinks of suppressions that javac needs, or that are not its own.
   */
  public List<String> said() {
    return diagnostics.stream()
        .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
        .filter(each -> !each.getMessage(Locale.ROOT).matches("Un\\w+ @SuppressWarnings.*"))
        .map(each -> file(each) + ":" + Math.max(0, each.getLineNumber()) + " " + said(each))
        .toList();
  }

  /** {@return what the processor said, of what is {@link #said}} */
  public List<String> ours() {
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
  public Map<String, String> generated() {
    Map<String, String> texts = new TreeMap<>();
    files.forEach(
        (path, bytes) -> {
          if (!path.endsWith(".class")) {
            texts.put(path.replace(CONTRACTS, ""), new String(bytes, StandardCharsets.UTF_8));
          }
        });
    return texts;
  }

  /** {@return what a static method without parameters of a compiled class gives} */
  public Object call(String type, String method) {
    ClassLoader compiled =
        new ClassLoader() {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    try {
      var called = compiled.loadClass(type).getDeclaredMethod(method);
      called.setAccessible(true);
      return called.invoke(null);
    } catch (ReflectiveOperationException failure) {
      throw new LinkageError(type + "." + method, failure);
    }
  }
}
