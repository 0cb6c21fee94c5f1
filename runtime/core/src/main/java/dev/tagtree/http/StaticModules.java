// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The browser's files: those of this library in one folder, whose names have the same form, and the
 * generated ones of the hub's trees. Each is read once; nothing else can be reached. Thread-safe.
 */
final class StaticModules {
  private static final String FOLDER = "META-INF/tagtree";

  /** The client: {@code core.js} and its types, {@code core.d.ts}. */
  private static final Pattern CLIENT = Pattern.compile("/[a-z]{1,32}\\.(js|d\\.ts)");

  /** The Playground's page and all that it loads. */
  private static final Pattern PLAYGROUND =
      Pattern.compile("/playground/[a-z]{1,32}\\.(html|css|js|svg)");

  private final Pattern ours;
  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  private StaticModules(Pattern ours) {
    this.ours = ours;
  }

  /** {@return the client and what is generated of some trees} */
  static StaticModules client(List<Tag> trees) {
    StaticModules modules = new StaticModules(CLIENT);
    for (Tag tree : trees) {
      Contract contract = Contract.of(tree);
      for (String end : List.of(".js", ".d.ts")) {
        contract.file(end).ifPresent(bytes -> modules.keep("/" + contract.name() + end, bytes));
      }
    }
    return modules;
  }

  /** {@return the Playground's files} */
  static StaticModules playground() {
    return new StaticModules(PLAYGROUND);
  }

  private StaticFile keep(String path, byte[] bytes) {
    return files.computeIfAbsent(path, name -> StaticFile.of(name, bytes));
  }

  /** {@return the file at a path below the mount} */
  Optional<StaticFile> at(String path) {
    StaticFile known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    // The form has no dot but that of the ending, and no slash behind the folder's.
    return ours.matcher(path).matches()
        ? StaticFile.resource(StaticModules.class.getClassLoader(), FOLDER + path)
            .map(bytes -> keep(path, bytes))
        : Optional.empty();
  }
}
