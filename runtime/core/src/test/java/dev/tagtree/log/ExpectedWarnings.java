// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The silence of a logger while the tests of a class provoke what it warns of. */
public final class ExpectedWarnings implements BeforeAllCallback, AfterAllCallback {
  private final Logger logger; // held, or it would forget its level

  /** Of a logger with this name. */
  public ExpectedWarnings(String name) {
    this.logger = Logger.getLogger(name);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    logger.setLevel(null);
  }
}
