// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Arguments that are refused before a database is asked, and what is said where there is none. */
class PostgresLogArgumentsTest {
  private static final Cursor START = new Cursor("e", 0);

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "A", "a.b", "a;b", "pg_a", "a\"b"})
  void aSchemaNameThatIsNoPlainNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> Schema.named(name));
    assertThrows(IllegalArgumentException.class, () -> Schema.named("a".repeat(41)));
  }

  @Test
  void onlyTheNameOfTheSchemaIsReplaced() {
    assertEquals(
        "SELECT a.head, tagtree_x", Schema.named("a").sql("SELECT tagtree.head, tagtree_x"));
  }

  @Test
  void durationsOutsideTheirRangeAreRefused() {
    PostgresLog.Builder builder = PostgresLog.builder(nowhere());
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofSeconds(-1))) {
      assertThrows(IllegalArgumentException.class, () -> builder.pollInterval(wrong));
      assertThrows(IllegalArgumentException.class, () -> builder.timeout(wrong));
    }
    assertThrows(IllegalArgumentException.class, builder.retainedEntries(0)::build);
  }

  @Test
  void theRangeOfADurationIsNamed() {
    PostgresLog.Builder builder = PostgresLog.builder(nowhere());
    assertEquals(
        "the poll interval is 1 ms to 1 min, not PT0S",
        assertThrows(IllegalArgumentException.class, () -> builder.pollInterval(Duration.ZERO))
            .getMessage());
    assertEquals(
        "the timeout is 10 ms to 5 min, not PT0S",
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO))
            .getMessage());
  }

  @Test
  void aLogWithoutADatabaseIsUnavailableAndCanBeClosed() {
    PostgresLog log = PostgresLog.builder(nowhere()).build();
    assertTrue(log.isShared());
    assertFalse(log.isListening());
    LogUnavailableException unavailable = assertThrows(LogUnavailableException.class, log::head);
    assertTrue(unavailable.getMessage().contains("reached"), unavailable::getMessage);
    log.close();
    assertThrows(IllegalStateException.class, log::head);
    assertThrows(IllegalStateException.class, () -> log.read(START, 1, Duration.ZERO));
  }

  private static PGSimpleDataSource nowhere() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {1});
    return source;
  }
}
