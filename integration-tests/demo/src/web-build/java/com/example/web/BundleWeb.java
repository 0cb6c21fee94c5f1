// SPDX-License-Identifier: Apache-2.0
package com.example.web;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Bundles {@code src/main/web} into the committed resources with an esbuild and packages that come
 * as jars on the class path; {@code mvn -q -Pweb compile} runs it.
 */
public final class BundleWeb {
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final String NATIVES = "META-INF/resources/_static/";

  private final Path sources;
  private final Path output;
  private final Path work;
  private final Map<String, String> versions = new TreeMap<>();

  private BundleWeb(Path module) {
    sources = module.resolve("src/main/web");
    output = module.resolve("src/main/resources/com/example/site");
    work = module.resolve("target/web-build");
  }

  /** Bundles the module whose directory is the only argument. */
  public static void main(String[] arguments) throws Exception {
    BundleWeb bundle = new BundleWeb(Path.of(arguments[0]));
    bundle.unpack(System.getProperty("java.class.path"));
    bundle.checkVersions();
    bundle.run();
    bundle.writeLicences();
  }

  /** Lays the packages out as npm would, so that esbuild finds them. */
  private void unpack(String classPath) throws IOException {
    for (String entry : classPath.split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        try (ZipFile jar = new ZipFile(entry)) {
          for (ZipEntry file : jar.stream().filter(f -> !f.isDirectory()).toList()) {
            unpack(jar, file);
          }
        }
      }
    }
  }

  private void unpack(ZipFile jar, ZipEntry file) throws IOException {
    Path target = place(file.getName());
    if (target == null) {
      return;
    }
    if (!target.normalize().startsWith(work)) {
      throw new IOException("an entry of " + jar.getName() + " leaves its directory");
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = jar.getInputStream(file)) {
      Files.write(target, content.readAllBytes());
    }
  }

  private Path place(String name) {
    if (name.startsWith(NATIVES + platform() + "/") && name.contains("/esbuild")) {
      return esbuild();
    }
    if (!name.startsWith(WEBJARS)) {
      return null;
    }
    // <package>/<version>/<file>, where tanstack__react-query is npm's @tanstack/react-query
    String[] parts = name.substring(WEBJARS.length()).split("/", 3);
    if (parts.length < 3) {
      return null;
    }
    String npm = parts[0].contains("__") ? "@" + parts[0].replace("__", "/") : parts[0];
    versions.put(npm, parts[1]);
    return work.resolve("node_modules").resolve(npm).resolve(parts[2]);
  }

  /** The pom and package.json name the same versions, so that a new one makes the bundle stale. */
  private void checkVersions() throws IOException {
    String declared = Files.readString(sources.resolve("package.json"));
    for (var used : versions.entrySet()) {
      String line = "\"" + used.getKey() + "\": \"" + used.getValue() + "\"";
      if (!declared.contains(line)) {
        throw new IOException("src/main/web/package.json lacks " + line + ", which the pom has");
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    if (!Files.exists(esbuild())) {
      throw new IOException("no esbuild for " + platform() + " is on the class path");
    }
    esbuild().toFile().setExecutable(true); // jars do not keep the permission
    String mark = "sources-sha256 " + hash(sources);
    List<String> command =
        List.of(
            esbuild().toString(),
            "demo.tsx",
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--jsx=automatic",
            "--define:process.env.NODE_ENV=\"production\"",
            // The jar's own modules run in the page, so that no copy of them can go stale.
            "--external:/tags/*",
            "--legal-comments=eof",
            "--banner:js=// " + mark,
            "--banner:css=/* " + mark + " */",
            "--outdir=" + output);
    ProcessBuilder process = new ProcessBuilder(command).directory(sources.toFile()).inheritIO();
    process.environment().put("NODE_PATH", work.resolve("node_modules").toString());
    int code = process.start().waitFor();
    if (code != 0) {
      throw new IOException("esbuild ended with " + code);
    }
  }

  /** What is bundled may be passed on together with its licences. */
  private void writeLicences() throws IOException {
    Path packages = work.resolve("node_modules");
    StringBuilder text = new StringBuilder("demo.js contains the following packages.\n");
    try (Stream<Path> files = Files.walk(packages, 3)) {
      for (Path file : files.filter(f -> f.endsWith("LICENSE")).sorted().toList()) {
        String name = packages.relativize(file.getParent()).toString().replace('\\', '/');
        text.append("\n== ").append(name).append(" ==\n\n");
        text.append(Files.readString(file).replace("\r\n", "\n").strip()).append('\n');
      }
    }
    Files.writeString(output.resolve("licences.txt"), text);
  }

  private Path esbuild() {
    return work.resolve(platform().startsWith("win32-") ? "esbuild.exe" : "esbuild");
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    return (os.contains("mac") ? "darwin" : os.contains("win") ? "win32" : "linux") + "-" + arch;
  }

  /** Names and contents of the sources; FreshBundleTest computes the same. */
  private static String hash(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("package-lock.json"))
              .sorted()
              .toList();
      for (String name : names) {
        String text = Files.readString(directory.resolve(name)).replace("\r\n", "\n");
        digest.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
