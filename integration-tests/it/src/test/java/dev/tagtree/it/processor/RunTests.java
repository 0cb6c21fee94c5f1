// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A program that runs the tests of a package, and prints their failures and totals. */
final class RunTests {
  private RunTests() {}

  public static void main(String[] packages) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectPackage(packages[0]))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out, true, UTF_8));
    System.out.printf(
        "%d passed, %d failed, %d skipped on Java %d%n",
        summary.getTestsSucceededCount(),
        summary.getTestsFailedCount() + summary.getContainersFailedCount(),
        summary.getTestsSkippedCount() + summary.getTestsAbortedCount(),
        Runtime.version().feature());
  }
}
