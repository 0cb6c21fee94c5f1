// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.tagtree.kit.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One browser for all tests of a class, with a profile of its own for each, and the patience that
 * they have with it.
 */
final class OneBrowser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final BrowserType.LaunchOptions options;
  private Playwright playwright;
  private Browser browser;
  private @Nullable BrowserContext profile;

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
  public void afterEach(ExtensionContext context) {
    if (profile != null) {
      profile.close();
      profile = null;
    }
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

  /** {@return the profile of this test, which is closed after it} */
  BrowserContext profile() {
    if (profile == null) {
      profile = browser.newContext();
    }
    return profile;
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
