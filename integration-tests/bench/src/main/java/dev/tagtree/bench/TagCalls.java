// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.AppTags;
import dev.tagtree.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Calls that an application makes for each request, beside what it would have without tags. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TagCalls {
  /** A record as one writes it at first: equal by its component, text when it is asked for. */
  private record ById(String id) {
    @Override
    public String toString() {
      return "todos.byId(" + id + ")";
    }
  }

  /** A record with text that can be sent: what the grammar gives a meaning is encoded. */
  private record EncodedById(String id) {
    @Override
    public String toString() {
      return "todos.byId(" + encoded(id) + ")";
    }

    private static String encoded(String value) {
      for (int i = 0; i < value.length(); i++) {
        if (!isPlain(value.charAt(i))) {
          return percent(value);
        }
      }
      return value;
    }

    private static boolean isPlain(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }

    private static String percent(String value) {
      StringBuilder text = new StringBuilder();
      for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
        text.append(isPlain((char) b) ? (char) b : "%%%02X".formatted(b));
      }
      return text.toString();
    }
  }

  /** A record that is equal to whatever has its text, as a tag is. */
  private record ByText(String id) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ByText that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return "todos.byId(" + id + ")";
    }
  }

  // Not constants, and never the same objects on both sides: nothing is known before it is asked.
  private String id = new String("1");
  private String text = new String("todos.byId(1)");
  private String sameText = new String("todos.byId(1)");
  private String longText = "projects(acme).members.byId(018f6f3e-5c2a-7b1d-9e40-2f6c1a7b8d90)";
  private Tag leaf = AppTags.todos().byId("1");
  private Tag sameLeaf = Tag.parse("todos.byId(1)");
  private Tag otherLeaf = AppTags.todos().byId("2");
  private Tag group = AppTags.todos();
  private ById record = new ById(new String("1"));
  private EncodedById encoded = new EncodedById(new String("1"));
  private ByText byText = new ByText(new String("1"));

  @Benchmark
  public boolean leafMade(Blackhole sink) {
    AppTags.Todos.ById tag = AppTags.todos().byId(id);
    sink.consume(tag.toString());
    return tag.equals(sameLeaf);
  }

  @Benchmark
  public boolean recordMade(Blackhole sink) {
    ById made = new ById(id);
    sink.consume(made.toString());
    return made.equals(record);
  }

  @Benchmark
  public boolean encodedRecordMade(Blackhole sink) {
    EncodedById made = new EncodedById(id);
    sink.consume(made.toString());
    return made.equals(encoded);
  }

  @Benchmark
  public boolean recordByTextMade(Blackhole sink) {
    ByText made = new ByText(id);
    sink.consume(made.toString());
    return made.equals(byText);
  }

  @Benchmark
  public Tag parse() {
    return Tag.parse(text);
  }

  @Benchmark
  public Tag parseLong() {
    return Tag.parse(longText);
  }

  @Benchmark
  public Tag parseTyped() {
    return AppTags.parse(text);
  }

  @Benchmark
  public boolean overlapsGroup() {
    return Tag.overlaps(leaf, group);
  }

  @Benchmark
  public boolean overlapsLeaf() {
    return Tag.overlaps(leaf, sameLeaf);
  }

  @Benchmark
  public boolean overlapsNot() {
    return Tag.overlaps(leaf, otherLeaf);
  }

  @Benchmark
  public List<Tag> resolve() {
    return Tag.resolve(group);
  }

  @Benchmark
  public boolean stringEquals() {
    return text.equals(sameText);
  }

  @Benchmark
  public String[] stringSplit() {
    return text.split("\\.");
  }
}
