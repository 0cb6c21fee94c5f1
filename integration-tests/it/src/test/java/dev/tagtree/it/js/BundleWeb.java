// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import dev.tagtree.kit.Command;
import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The build of the demo's front end: bundles {@code src/main/web} into the committed resources with
 * an esbuild and packages that come as jars; {@code mvn -q -Pweb test-compile} runs it.
 */
public final class BundleWeb {
  private final Path sources;
  private final Path output;
  private final Path work = Path.of("target", "js", "web").toAbsolutePath();

  private BundleWeb(Path demo) {
    sources = demo.resolve("src/main/web");
    output = demo.resolve("src/main/resources/com/example/site");
  }

  /**
   * Bundles the demo in the directory that is the first argument; the second is esbuild's version.
   */
  public static void main(String[] arguments) throws Exception {
    BundleWeb bundle = new BundleWeb(Path.of(arguments[0]).normalize());
    bundle.run(bundle.esbuild(arguments[1]), bundle.unpackPackages());
  }

  /** Lays the packages out as npm would, so that esbuild finds them; {@return their licences} */
  private String unpackPackages() throws IOException {
    StringBuilder licences = new StringBuilder("demo.js contains the following packages.\n");
    JsonNode declared = new JsonMapper().readTree(sources.resolve("package.json").toFile());
    for (Map.Entry<String, JsonNode> wanted : declared.get("dependencies").properties()) {
      String name = wanted.getKey();
      WebJar jar = new WebJar(name.replace("@", "").replace("/", "__"));
      // The pom and package.json name the same versions, so that a new one makes the bundle stale.
      if (!jar.version().equals(wanted.getValue().stringValue())) {
        throw new IOException("package.json has another version of " + name + " than the pom");
      }
      Path files = work.resolve("node_modules").resolve(name);
      jar.unpack(files, file -> true);
      String licence = Files.readString(files.resolve("LICENSE")).replace("\r\n", "\n").strip();
      // What is bundled may be passed on together with its licences.
      licences.append("\n== " + name + " ==\n\n" + licence + "\n");
    }
    return licences.toString();
  }

  private Path esbuild(String version) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    String platform =
        (os.contains("mac") ? "darwin" : os.contains("win") ? "win32" : "linux") + "-" + arch;
    String program = platform.startsWith("win32") ? "esbuild.exe" : "bin/esbuild";
    String name = "META-INF/resources/_static/" + platform + "/" + version + "/" + program;
    Path copy = Files.createDirectories(work).resolve("esbuild.exe");
    try (InputStream in = BundleWeb.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no esbuild " + version + " for " + platform + " is on the path");
      }
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    copy.toFile().setExecutable(true); // jars do not keep the permission
    return copy;
  }

  private void run(Path esbuild, String licences) throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
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
            "--banner:js=" + banner("demo.js", sources),
            "--banner:css=" + banner("demo.css", sources),
            "--outdir=" + output);
    Ended bundled =
        Command.of(esbuild.toString(), arguments)
            .in(sources)
            .with("NODE_PATH", work.resolve("node_modules").toString())
            .run();
    System.out.print(bundled.succeeded());
    Files.writeString(output.resolve("licences.txt"), licences);
  }

  /** {@return the first line of a bundle, which names a hash of its sources} */
  static String banner(String file, Path sources) throws IOException {
    String mark = "sources-sha256 " + hash(sources);
    return file.endsWith(".js") ? "// " + mark : "/* " + mark + " */";
  }

  /** {@return a hash of the names and contents of the files in a directory} */
  private static String hash(Path directory) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : NpmProject.files(directory)) {
        String name = file.getFileName().toString();
        if (!name.equals("package-lock.json")) {
          String text = Files.readString(file).replace("\r\n", "\n");
          digest.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
