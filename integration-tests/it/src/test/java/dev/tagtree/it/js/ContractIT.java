// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Arg;
import dev.tagtree.Tag;
import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A generated module makes the same bytes in JavaScript as the generated class makes in Java. */
class ContractIT {
  private static final Path SCRIPT =
      Path.of("src/test/resources/dev/tagtree/it/js/contract.mjs").toAbsolutePath();
  private static final Path VECTORS = Path.of("../../runtime/core/src/test/resources/vectors");
  private static final int RANDOM_TEXTS = 2_000;

  /** Alphabets from which random texts are drawn: what needs no encoding, and what does. */
  private static final List<String> ALPHABETS =
      List.of("azAZ09-_.~", " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}", "éßŁ\u0000\u007f\uffff", "𝄞😀");

  /** The enum of the vectors. */
  enum Color {
    RED,
    GREEN,
    dark_Blue
  }

  /** An identifier with a type of its own. */
  record Sku(long number) {}

  /** One call: the names of its members, their arguments as text, and the tag that Java makes. */
  record Call(List<String> names, List<List<String>> arguments, String tag) {}

  private final List<Call> calls = new ArrayList<>();

  @Test
  void javaAndJavaScriptMakeTheSameBytes() throws IOException, InterruptedException {
    texts();
    numbers();
    otherTypes();
    groupsAndAny();
    words();
    NpmProject project = NpmProject.create("contract");
    project.copy(NpmProject.CONTRACTS, "contracts");
    project.copy(VECTORS, "vectors");
    Path script = project.root().resolve("contract.mjs");
    Files.writeString(script, Files.readString(SCRIPT));
    Files.write(project.root().resolve("calls.json"), JsonMapper.shared().writeValueAsBytes(calls));

    Ended run = Node.find().run(project.root(), Map.of(), List.of(script.toString()));

    assertEquals(calls.size() + " calls agree", run.output().strip());
  }

  private void texts() {
    Random random = new Random(42);
    for (int i = 0; i < RANDOM_TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        int[] alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size())).codePoints().toArray();
        text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      String value = text.toString();
      called(CatalogTags.products().byName(value), "products.byName", value);
      Tag row = CatalogTags.org(value).members().byId(value);
      called(
          row,
          List.of("org", "members", "byId"),
          List.of(List.of(value), List.of(), List.of(value)));
    }
  }

  private void numbers() {
    for (long number : new long[] {0, -1, 7, Long.MIN_VALUE, Long.MAX_VALUE}) {
      BigInteger big = BigInteger.valueOf(number).pow(3);
      Tag tag =
          CatalogTags.products()
              .byNumbers((int) number, number, (short) number, (byte) number, big);
      called(
          tag,
          "products.byNumbers",
          "" + (int) number,
          "" + number,
          "" + (short) number,
          "" + (byte) number,
          "" + big);
      called(CatalogTags.products().bySku(new Sku(number)), "products.bySku", "" + number);
    }
  }

  private void otherTypes() {
    UUID uuid = new UUID(0xABCDEF0123456789L, -1);
    called(CatalogTags.products().byUuid(uuid), "products.byUuid", "" + uuid);
    called(CatalogTags.products().byFlag(true), "products.byFlag", "true");
    called(CatalogTags.products().byFlag(false), "products.byFlag", "false");
    for (Color color : Color.values()) {
      called(CatalogTags.products().byColor(color), "products.byColor", color.name());
    }
    for (String day : List.of("0000-01-01", "2024-02-29", "9999-12-31")) {
      LocalDate date = LocalDate.parse(day);
      called(CatalogTags.products().inRange(date, date), "products.inRange", day, day);
    }
  }

  private void groupsAndAny() {
    LocalDate date = LocalDate.of(2024, 1, 1);
    called(CatalogTags.ALL, List.of(), List.of());
    called(CatalogTags.health(), "health");
    called(CatalogTags.products(), "products");
    called(CatalogTags.products().list(), "products.list");
    called(CatalogTags.products().oldName(), "products.renamed");
    called(CatalogTags.products().byName(Arg.any()), "products.byName");
    called(CatalogTags.products().inRange(Arg.any(), Arg.any()), "products.inRange");
    called(
        CatalogTags.products().inRange(Arg.of(date), Arg.any()),
        "products.inRange",
        "" + date,
        "any");
    called(CatalogTags.org(Arg.any()), "org");
    called(CatalogTags.org("a"), "org", "a");
  }

  @SuppressWarnings("deprecation")
  private void words() {
    CatalogTags.Words words = CatalogTags.words();
    called(words.constructor(), "words.constructor");
    called(words.name(), "words.name");
    called(words.length(), "words.length");
    called(words.prototype(), "words.prototype");
    called(words.valueOf(), "words.valueOf");
    called(words.hasOwnProperty("key"), "words.hasOwnProperty", "key");
    called(words.then(), "words.then");
    called(words.any(), "words.any");
    called(words.classes(), "words.class");
    called(words.delete("a", "b"), "words.delete", "a", "b");
    called(words.delete(Arg.any(), Arg.any()), "words.delete");
    called(words.twins("a", "b"), "words.twins", "a", "b");
  }

  /** Notes a call whose arguments, if any, are those of its last member. */
  private void called(Tag tag, String path, String... values) {
    List<String> names = List.of(path.split("\\."));
    List<List<String>> arguments = new ArrayList<>();
    names.forEach(name -> arguments.add(List.of()));
    arguments.set(names.size() - 1, Arrays.asList(values));
    called(tag, names, arguments);
  }

  private void called(Tag tag, List<String> names, List<List<String>> arguments) {
    calls.add(new Call(names, arguments, tag.toString()));
  }
}
