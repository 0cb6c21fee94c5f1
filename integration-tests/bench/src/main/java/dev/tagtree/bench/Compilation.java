// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * One input of a processor, compiled by one JDK in three ways, each in a process of its own and
 * into a new folder.
 */
final class Compilation {
  /** What the compiler is given. */
  enum Way {
    /** The user's sources, and the processor that is measured. */
    PROCESSOR,

    /** The user's sources and what was generated for them, and a processor that does nothing. */
    NO_OP,

    /** The same sources, and no processor. */
    PLAIN
  }

  private final Subject subject;
  private final Jdk jdk;
  private final Path folder;
  private final List<Path> written = new ArrayList<>();
  private final List<Path> generated;
  private int runs;

  /** Writes the input, and generates what the ways without the processor are given. */
  Compilation(Subject subject, int size, Jdk jdk, Path folder) throws Exception {
    this.subject = subject;
    this.jdk = jdk;
    this.folder = folder;
    Path sources = Files.createDirectories(folder.resolve("written/com/example"));
    for (Map.Entry<String, String> source : subject.sources().apply(size).entrySet()) {
      written.add(Files.writeString(sources.resolve(source.getKey()), source.getValue()));
    }
    noOpJar();
    Path target = Files.createDirectories(folder.resolve("generated"));
    javac(Way.PROCESSOR, written, List.of("-s", target.toString()));
    generated = Folder.files(target, ".java");
  }

  Usage compile(Way way) throws Exception {
    List<Path> sources = new ArrayList<>(written);
    if (way != Way.PROCESSOR) {
      sources.addAll(generated);
    }
    return javac(way, sources, List.of());
  }

  /** {@return how many lines were generated} */
  long generatedLines() {
    return sum(
        generated,
        file -> {
          try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  /** {@return how many bytes all class files have together that come from generated sources} */
  long generatedClassBytes(String... flags) throws Exception {
    List<Path> sources = new ArrayList<>(written);
    sources.addAll(generated);
    javac(Way.PLAIN, sources, List.of(flags));
    List<String> names =
        generated.stream().map(file -> file.getFileName().toString().replace(".java", "")).toList();
    List<Path> classes =
        Folder.files(classes(), ".class").stream()
            .filter(file -> names.contains(file.getFileName().toString().split("[.$]")[0]))
            .toList();
    return sum(classes, file -> file.toFile().length());
  }

  /** {@return the folder of the last run} */
  Path classes() {
    return folder.resolve("classes" + runs);
  }

  private Usage javac(Way way, List<Path> sources, List<String> flags) throws Exception {
    Folder.delete(classes());
    runs++;
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("-d", Files.createDirectories(classes()).toString()));
    arguments.addAll(List.of("-cp", subject.classPath()));
    switch (way) {
      case PROCESSOR -> arguments.addAll(List.of("-processorpath", subject.processorPath()));
      case NO_OP -> arguments.addAll(List.of("-processorpath", noOp().toString()));
      case PLAIN -> arguments.add("-proc:none");
    }
    sources.forEach(source -> arguments.add(source.toString()));
    Path file = Files.write(folder.resolve("arguments"), arguments);
    String javac = jdk.home().resolve("bin/javac").toString();
    return Usage.of(List.of(javac, "@" + file), folder.resolve("log"));
  }

  private Path noOp() {
    return folder.resolve("no-op.jar");
  }

  /** A jar with a registration, because the processors that are measured are found that way. */
  private void noOpJar() throws Exception {
    String name = NoOpProcessor.class.getName();
    String file = name.replace('.', '/') + ".class";
    Path content = folder.resolve("no-op");
    Path services = Files.createDirectories(content.resolve("META-INF/services"));
    Files.writeString(services.resolve("javax.annotation.processing.Processor"), name + "\n");
    Path type = content.resolve(file);
    Files.createDirectories(type.getParent());
    Path compiled =
        Path.of(NoOpProcessor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(compiled.resolve(file), type);
    jdk.run("jar", "--create", "--file", noOp().toString(), "-C", content.toString(), ".");
  }

  private static long sum(List<Path> files, ToLongFunction<Path> figure) {
    return files.stream().mapToLong(figure).sum();
  }
}
