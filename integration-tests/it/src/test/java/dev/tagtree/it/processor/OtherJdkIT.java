// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.it.Wide;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The processor's own tests, which give every fixture to javac and to ECJ, run again on the other
 * JDK, against its jar: four compilers in all.
 */
@Wide
class OtherJdkIT {
  private static final Path PROCESSOR = Path.of("../../processor").toAbsolutePath().normalize();
  private static final int MIN_TESTS = 150;

  @Test
  void testsOfTheProcessorPassOnTheOtherJdkToo() throws Exception {
    boolean isOldest = Runtime.version().feature() == Jdk.OLDEST;
    Jdk other = Jdk.find(isOldest ? Jdk.NEWEST : Jdk.OLDEST);
    String path =
        String.join(
            File.pathSeparator,
            PROCESSOR.resolve("target/test-classes").toString(),
            Artifacts.processor().toAbsolutePath().toString(),
            withoutTheDemo());

    String said =
        other.runIn(
            PROCESSOR, "java", "-cp", path, RunTests.class.getName(), "dev.tagtree.processor");

    Matcher totals =
        Pattern.compile("(?m)^(\\d+) passed, (\\d+) failed, (\\d+) skipped on Java (\\d+)$")
            .matcher(said);
    assertTrue(totals.find(), said);
    System.out.println("Processor tests on the other JDK: " + totals.group());
    assertEquals(Integer.toString(other.version()), totals.group(4));
    assertEquals("0 0", totals.group(2) + " " + totals.group(3), said);
    assertTrue(Integer.parseInt(totals.group(1)) >= MIN_TESTS, said);
  }

  /** {@return the libraries; what the demo has in {@code com.example} the fixtures declare, too} */
  private static String withoutTheDemo() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*(tagtree-demo|demo.target).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
