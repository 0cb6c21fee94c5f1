// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.compilers;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A run of javac that shows its files even if it fails, when a {@link Compilation} does not. */
final class WatchedJavac {
  private final List<JavaFileObject> written = new ArrayList<>();

  Outcome compile(List<String> options, List<Processor> processors, String... sources) {
    Compilation compilation =
        Compiler.compiler(watched(JavaCompiler.class, ToolProvider.getSystemJavaCompiler()))
            .withOptions(options)
            .withProcessors(processors)
            .compile(Sources.of(sources));
    return Outcome.of(compilation, written);
  }

  /** {@return a compiler whose file managers are watched, or a file manager that is} */
  private <T> T watched(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("getTask")) {
                arguments[1] = watched(StandardJavaFileManager.class, arguments[1]);
              }
              try {
                Object given = method.invoke(real, arguments);
                if (method.getName().contains("ForOutput")) {
                  written.add((JavaFileObject) given);
                }
                return given;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
