// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.HubStats;
import dev.tagtree.hub.Recording;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import dev.tagtree.undertow.StampHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say is so: code compiles, links lead somewhere, limits are the constants. */
class DocumentsTest {
  private static final Path ROOT = Document.ROOT;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern ARTIFACT =
      Pattern.compile("tagtree-\\w+(?:[:-]|</artifactId>\\s*<version>)(\\d[\\w.]*(?:-SNAPSHOT)?)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @TempDir private Path classes;

  @Test
  void javaOfTheReadmeCompiles() {
    List<String> blocks = Document.read("README.md").blocks("java");
    assertEquals(4, blocks.size(), "declaration, call, server, several nodes");
    String uses =
        """
        package com.example;
        import dev.tagtree.Arg;
        import dev.tagtree.hub.TagHub;
        import dev.tagtree.log.postgres.PostgresLog;
        import dev.tagtree.undertow.TagHandler;
        import dev.tagtree.undertow.TagServer;
        import io.undertow.Handlers;
        import io.undertow.Undertow;
        import java.sql.Connection;
        import java.sql.SQLException;
        import java.time.Duration;
        import javax.sql.DataSource;
        abstract class Uses {
          interface Cache { void invalidate(Object key); }
          abstract void rename(Connection connection, String id, String title) throws SQLException;
          void call(TagHub hub) { %s }
          void server(Cache cache) { %s }
          void nodes(DataSource dataSource) throws SQLException { %s }
        }
        """
            .formatted(blocks.get(1), blocks.get(2), blocks.get(3));

    compile(List.of(source("App", blocks.get(0)), source("Uses", uses)));

    assertTrue(Files.exists(classes.resolve("com/example/AppTags$Todos$ById.class")));
  }

  @Test
  void javaOfTheOperationsPageCompiles() {
    List<String> blocks = Document.read("runtime/OPERATIONS.md").blocks("java");
    assertEquals(6, blocks.size(), "settings, deploying, PostgreSQL, Redis, Playground, stamps");
    String uses =
        """
        package com.example;
        import dev.tagtree.hub.TagHub;
        import dev.tagtree.log.Cursor;
        import dev.tagtree.log.MemoryLog;
        import dev.tagtree.log.postgres.PostgresLog;
        import dev.tagtree.log.redis.RedisLog;
        import dev.tagtree.undertow.StampHandler;
        import dev.tagtree.undertow.TagHandler;
        import io.undertow.server.HttpHandler;
        import io.undertow.server.handlers.BlockingHandler;
        import java.net.URI;
        import java.time.Duration;
        import java.util.Map;
        import javax.sql.DataSource;
        abstract class Uses {
          record Cached(String json, Cursor cursor) {}
          abstract boolean replicaAnswered();
          void settings() { %s }
          void deploying(TagHub hub) { %s }
          void postgres(DataSource dataSource) { %s }
          void redis() { %s }
          void playground(TagHub hub) { %s }
          void stamps(TagHub hub, Map<String, Cached> cache) { %s }
        }
        """
            .formatted(blocks.toArray());
    String app = Document.read("README.md").blocks("java").get(0);
    compile(List.of(source("App", app), source("Uses", uses)));
  }

  @Test
  void operationsPageNamesEveryCountAndTheDefaults() {
    String page = Document.read("runtime/OPERATIONS.md").text();
    for (RecordComponent count : HubStats.class.getRecordComponents()) {
      String meter = count.getName().replace("Failures", ".failures");
      assertSays(page, "| `" + count.getName() + "` (`tagtree." + meter + "`");
    }
    assertTrue(page.contains(".retainedEntries(8_192)"));
    assertTrue(page.contains(".retainedBytes(4 << 20)"));
    assertTrue(page.contains(".retainedTime(Duration.ofDays(1))"));
    assertEquals(new Retention(8_192, 4 << 20, Duration.ofDays(1)), Retention.DEFAULT);
  }

  private void compile(List<JavaFileObject> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path = System.getProperty("java.class.path");
    List<String> options =
        List.of("--release", "17", "-d", classes.toString(), "-cp", path, "-processorpath", path);
    StringWriter messages = new StringWriter();
    boolean compiled = compiler.getTask(messages, null, null, options, null, sources).call();
    assertTrue(compiled, messages::toString);
  }

  private static JavaFileObject source(String name, String text) {
    URI uri = URI.create("string:///com/example/" + name + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  @Test
  void readmeNamesTheVersionThatIsBuilt() {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>").matcher(Document.read("pom.xml").text());
    assertTrue(version.find());
    List<String> named = new ArrayList<>();
    Matcher name = ARTIFACT.matcher(Document.read("README.md").text());
    while (name.find()) {
      named.add(name.group(1));
    }
    assertEquals(Collections.nCopies(6, version.group(1)), named, "Maven, Gradle, javac");
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<Path> documents;
    try (Stream<Path> files = Files.walk(ROOT)) {
      documents =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.toString().matches(".*(target|node_modules|\\.git)/.*"))
              .toList();
    }
    assertTrue(documents.size() >= 3, documents::toString);
    for (Path document : documents) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        String target = link.group(1);
        if (target.startsWith("https://")) {
          continue;
        }
        Path place = target.isEmpty() ? document : document.resolveSibling(target);
        assertTrue(Files.exists(place), () -> document + " links to " + link.group());
        assertTrue(
            link.group(2) == null || anchors(place).contains(link.group(2)),
            () -> document + " links to " + link.group());
      }
    }
  }

  /** {@return what links name headings by} */
  private static List<String> anchors(Path document) throws IOException {
    return HEADING
        .matcher(Files.readString(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void limitsOfTheProtocolAreTheConstants() {
    String protocol = Document.read("runtime/PROTOCOL.md").text();
    assertSays(protocol, "| tags in one filter | %,d |", Subscription.MAX_TAGS);
    assertSays(protocol, "up to %,d", Subscription.MAX_TAGS);
    assertSays(
        protocol,
        "At most %,d bytes in all, %,d bytes a value, %,d values, %,d segments",
        Tag.MAX_TAG_BYTES,
        Tag.MAX_VALUE_BYTES,
        Tag.MAX_VALUES,
        Tag.MAX_SEGMENTS);
    assertSays(
        protocol,
        "the log's retention: %,d events, %,d MiB unless set",
        Retention.DEFAULT.entries(),
        Retention.DEFAULT.bytes() >> 20);
    assertSays(protocol, "at most %,d characters in all", Cursor.MAX_CHARACTERS);
    assertSays(protocol, "1 to %,d characters of `[0-9a-z]`", Cursor.MAX_EPOCH_CHARACTERS);
    assertSays(protocol, "| tags in one call of `invalidate` | %,d |", TagHub.MAX_TAGS_PER_CALL);
    assertSays(
        protocol,
        "| tags in `TagTree-Invalidated` | %,d, and %,d bytes in all |",
        Recording.MAX_TAGS,
        StampHandler.MAX_INVALIDATED_BYTES);
    assertSays(
        protocol,
        "| a request waits for what it wants | %,d ms |",
        StampHandler.LONGEST_WAIT.toMillis());
    assertSays(protocol, "| requests that wait | %,d |", TagHub.MAX_WAITING);
  }

  @Test
  void readmeIsShort() {
    int words =
        Document.read("README.md").text().replaceAll("(?s)```.*?```", "").split("\\s+").length;
    assertTrue(words <= 1_000, words + " words; what is longer belongs elsewhere");
  }

  private static void assertSays(String document, String format, Object... numbers) {
    String sentence = String.format(Locale.ROOT, format, numbers);
    assertTrue(document.contains(sentence), sentence);
  }
}
