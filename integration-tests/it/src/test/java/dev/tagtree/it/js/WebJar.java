// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** An npm package on the class path, under the name that its jar gives it. */
record WebJar(String artifact) {

  /** Writes those of its files whose names are wanted below {@code target}. */
  void unpack(Path target, Predicate<String> wanted) throws IOException {
    String root = "META-INF/resources/webjars/" + artifact + "/" + version() + "/";
    JarURLConnection connection =
        (JarURLConnection) resource(root + "package.json").openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      List<JarEntry> files =
          jar.stream()
              .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(root))
              .toList();
      for (JarEntry file : files) {
        String name = file.getName().substring(root.length());
        if (wanted.test(name)) {
          write(jar, file, target.resolve(name));
        }
      }
    }
  }

  String version() throws IOException {
    Properties properties = new Properties();
    String file = "META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    try (InputStream in = resource(file).openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(WebJar.class.getClassLoader().getResource(name), name);
  }

  /** At once: another process may be reading the same file. */
  private static void write(JarFile jar, JarEntry file, Path target) {
    try (InputStream in = jar.getInputStream(file)) {
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), "file", ".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
