// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds a Chromium or Chrome on this machine; none is ever fetched. Without one the tests are
 * skipped, or fail where {@code CI} is set.
 */
final class Browsers {
  private static final String HOW_TO =
      "No Chromium or Chrome was found. Install one (on Debian: apt-get install chromium), or say"
          + " where it is with -Dbrowser=/path or the variable CHROME_BIN.";

  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "microsoft-edge",
          "chrome.exe",
          "msedge.exe");

  private static final List<String> PLACES =
      List.of(
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
          "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");

  private Browsers() {}

  static Browser launch(Playwright playwright) {
    return launch(playwright, new BrowserType.LaunchOptions());
  }

  static Browser launch(Playwright playwright, BrowserType.LaunchOptions options) {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      if (System.getenv("CI") != null) {
        Assertions.fail(HOW_TO);
      }
      Assumptions.abort(HOW_TO);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("--disable-quic", "--disable-background-networking", "--disable-sync"));
    if ("root".equals(System.getProperty("user.name"))) {
      arguments.add("--no-sandbox"); // Chromium refuses to start its sandbox as root
    }
    return playwright.chromium().launch(options.setExecutablePath(found.get()).setArgs(arguments));
  }

  private static Optional<Path> find() {
    Stream<String> named =
        Stream.of(System.getProperty("browser"), System.getenv("CHROME_BIN"))
            .filter(name -> name != null && !name.isBlank());
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<String> onPath =
        Stream.of(path.split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> folder + File.separator + name));
    return Stream.of(named, onPath, PLACES.stream())
        .flatMap(places -> places)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
