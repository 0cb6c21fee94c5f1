// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ring's threads see, however they interleave, what one after the other could see. */
@Timeout(300)
class RingThreadsTest {
  /** Enough for all that differ in few switches of threads. */
  private static final int INTERLEAVINGS = 100;

  private static final int RANDOM_SCENARIOS = 2;

  @BeforeAll
  static void sayOnlyWhatIsWrong() {
    System.setProperty("lincheck.logLevel", "ERROR"); // it warns of every field of a record
  }

  @Test
  void whatIsProvenIsCompleteHoweverTheThreadsInterleave() {
    new ModelCheckingOptions()
        .addCustomScenario(scenario("add add publish", "resume(0)", "add publish"))
        .addCustomScenario(scenario("add add publish", "since(1)", "add publish"))
        .addCustomScenario(scenario("add publish add", "head resume(1)", "publish add add"))
        .iterations(RANDOM_SCENARIOS)
        .invocationsPerIteration(INTERLEAVINGS)
        .threads(2)
        .actorsBefore(4)
        .actorsPerThread(3)
        .actorsAfter(1)
        .sequentialSpecification(RingModel.class)
        .check(RingThreads.class);
  }

  private static ExecutionScenario scenario(String before, String one, String other) {
    return new ExecutionScenario(
        actors(before), List.of(actors(one), actors(other)), List.of(), null);
  }

  private static List<Actor> actors(String calls) {
    return Stream.of(calls.split(" ")).map(RingThreadsTest::actor).toList();
  }

  private static Actor actor(String call) {
    String[] parts = call.split("[()]");
    List<Object> arguments = Stream.of(parts).skip(1).<Object>map(Integer::valueOf).toList();
    Method operation =
        Stream.of(RingThreads.class.getDeclaredMethods())
            .filter(method -> method.getName().equals(parts[0]))
            .findFirst()
            .orElseThrow();
    return new Actor(operation, arguments);
  }
}
