// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.tagtree.it.docs.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The methods of Java files as javac reads them, from the first annotation to the last brace. */
final class JavaMethods extends TreeScanner<Void, Void> {
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final String path;
  private final List<Piece> found = new ArrayList<>();

  private JavaMethods(CompilationUnitTree unit, SourcePositions positions, String path) {
    this.unit = unit;
    this.positions = positions;
    this.path = path;
  }

  /** {@return the methods of each of the files, constructors and initialisers among them} */
  static Map<Source, List<Piece>> of(List<Source> sources) {
    Map<String, Source> byUri =
        sources.stream()
            .collect(
                Collectors.toMap(
                    source -> Document.ROOT.resolve(source.path()).toUri().toString(),
                    Function.identity()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(
                      sources.stream()
                          .map(source -> Document.ROOT.resolve(source.path()))
                          .toList()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      Map<Source, List<Piece>> methods = new LinkedHashMap<>();
      for (CompilationUnitTree unit : task.parse()) {
        Source source = byUri.get(unit.getSourceFile().toUri().toString());
        JavaMethods scan = new JavaMethods(unit, positions, source.path());
        scan.scan(unit, null);
        methods.put(source, List.copyOf(scan.found));
      }
      return methods;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    if (method.getBody() != null) {
      add(method, method.getName().toString());
    }
    return super.visitMethod(method, null);
  }

  @Override
  public Void visitClass(ClassTree type, Void none) {
    for (Tree member : type.getMembers()) {
      if (member instanceof BlockTree initialiser) {
        add(initialiser, "initialiser");
      }
    }
    return super.visitClass(type, null);
  }

  private void add(Tree piece, String name) {
    LineMap lines = unit.getLineMap();
    long first = lines.getLineNumber(positions.getStartPosition(unit, piece));
    long last = lines.getLineNumber(positions.getEndPosition(unit, piece));
    found.add(new Piece(path + ":" + first + " " + name, (int) (last - first + 1)));
  }
}
