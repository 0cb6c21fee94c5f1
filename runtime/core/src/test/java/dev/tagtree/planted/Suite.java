// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A part of the tests that can be run against a mutant. */
enum Suite {
  /** Random histories against a model, from the first seed to the one that shows the bug. */
  HISTORIES("hub.HistoriesSuite"),
  /** A closed loop on real threads that nobody helps along. */
  LIVENESS("hub.LivenessSuite"),
  /** Interleavings of the ring's threads; the checker sees only what the JVM began with. */
  RING_THREADS("hub.RingThreadsTest") {
    @Override
    String search(Mutant mutant) throws Exception {
      return MutantProcess.search(mutant, this);
    }
  },
  APPENDER("hub.AppenderTest"),
  BACKPRESSURE("hub.BackpressureTest"),
  CONNECTION("hub.ConnectionTest", "hub.SlowClientTest", "hub.OvertakenTest", "hub.TurnsTest"),
  HERD("hub.HerdTest"),
  LISTENERS("hub.ListenersTest"),
  /** In the room of the test kit, where the contract of all logs is. */
  LOG("test.MemoryLogTest"),
  MERGER("hub.MergerTest"),
  POLL("hub.PollTest"),
  RECALL("hub.RecallTest"),
  RESUME("hub.HubResumeTest"),
  RING("hub.EventRingTest"),
  ROSTER("hub.RosterTest"),
  SHARED_LOG("hub.SharedLogTest", "hub.DebtTest", "hub.AheadTest"),
  SHARING("hub.SharingTest"),
  /** Random histories of several nodes on an engine that fails. */
  SIMULATOR("sim.SimulatorSuite"),
  TAG_INDEX("TagIndexTest"),
  TAIL("hub.TailTest"),
  TIME("hub.ConnectionTimeTest"),
  WINDOW("hub.WindowTest");

  private static final int LONGEST_SECONDS = 120;

  private final List<String> classNames;

  Suite(String... classNames) {
    this.classNames = Stream.of(classNames).map("dev.tagtree."::concat).toList();
  }

  /** {@return what it finds in a mutant; null if nothing} */
  String search(Mutant mutant) throws Exception {
    FutureTask<String> search = new FutureTask<>(() -> searchIn(mutant));
    Thread thread = new Thread(search, name());
    thread.setContextClassLoader(mutant);
    thread.setDaemon(true);
    thread.start();
    try {
      return search.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException endless) {
      return "it does not end";
    }
  }

  /** {@return what it finds in the runtime that a class loader sees; null if nothing} */
  String searchIn(ClassLoader runtime) throws ReflectiveOperationException {
    List<Class<?>> suites = new ArrayList<>();
    for (String name : classNames) {
      suites.add(runtime.loadClass(name));
    }
    Class<?> suite = suites.get(0);
    if (!Supplier.class.isAssignableFrom(suite)) {
      return runTests(suites);
    }
    var constructor = suite.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object found = ((Supplier<?>) constructor.newInstance()).get();
    return found == null ? null : found.toString();
  }

  private static String runTests(List<Class<?>> tests) {
    Launcher launcher =
        LauncherFactory.create(
            LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
            .build(),
        listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsSucceededCount() + summary.getTestsFailedCount() == 0) {
      throw new AssertionError("no test of " + tests + " was run");
    }
    List<TestExecutionSummary.Failure> failures = summary.getFailures();
    if (failures.isEmpty()) {
      return null;
    }
    TestExecutionSummary.Failure first = failures.get(0);
    String others = failures.size() == 1 ? "" : " and " + (failures.size() - 1) + " more";
    return first.getTestIdentifier().getLegacyReportingName()
        + others
        + ": "
        + first.getException().getMessage();
  }
}
