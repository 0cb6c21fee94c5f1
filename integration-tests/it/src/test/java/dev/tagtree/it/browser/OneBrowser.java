// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.tagtree.kit.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One browser for all tests of a class, and the patience that these have with it. */
final class OneBrowser implements BeforeAllCallback, AfterAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final BrowserType.LaunchOptions options;
  private Playwright playwright;
  private Browser browser;

  OneBrowser() {
    this(new BrowserType.LaunchOptions());
  }

  OneBrowser(BrowserType.LaunchOptions options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    playwright = Playwright.create();
    browser = Browsers.launch(playwright, options);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }

  Browser get() {
    return browser;
  }

  /** Waits until a condition holds; fails if that takes longer than patience. */
  static void await(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      Assertions.assertTrue(
          System.nanoTime() - begin < PATIENCE.toNanos(), () -> "not in time: " + what);
      Patience.pause(Duration.ofMillis(20));
    }
  }
}
