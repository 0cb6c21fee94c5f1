// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The operations of a public API, read from the extract that {@code extract.mjs} made of it. */
record ApiDescription(List<Operation> operations) {
  private static final String FOLDER = "/dev/tagtree/it/scale/";

  /**
   * One thing that the API does.
   *
   * @param path as in URLs, with its parameters in braces
   * @param sentence the first of its documentation
   */
  record Operation(
      String id,
      String method,
      String path,
      List<Input> inputs,
      String sentence,
      boolean deprecated) {}

  /**
   * A parameter of an operation.
   *
   * @param type with its format after a slash
   * @param constants those it is limited to; empty if it is not
   */
  record Input(boolean inPath, String name, String type, List<String> constants) {}

  static ApiDescription read(String name) throws IOException {
    String file = FOLDER + name + ".tsv";
    try (InputStream in = Objects.requireNonNull(Operation.class.getResourceAsStream(file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ApiDescription(
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .map(ApiDescription::operation)
              .toList());
    }
  }

  private static Operation operation(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("not an operation: " + line);
    }
    boolean deprecated = fields[0].startsWith("!");
    List<Input> inputs =
        fields[3].isEmpty()
            ? List.of()
            : Arrays.stream(fields[3].split(" ")).map(ApiDescription::input).toList();
    return new Operation(
        fields[0].substring(deprecated ? 1 : 0),
        fields[1],
        fields[2],
        inputs,
        fields[4],
        deprecated);
  }

  private static Input input(String text) {
    String[] fields = text.split(":", 3);
    if (fields.length != 3) {
      throw new IllegalArgumentException("not a parameter: " + text);
    }
    int brace = fields[2].indexOf('{');
    String type = brace < 0 ? fields[2] : fields[2].substring(0, brace);
    List<String> constants =
        brace < 0
            ? List.of()
            : List.of(fields[2].substring(brace + 1, fields[2].length() - 1).split("\\|"));
    return new Input(fields[0].equals("p"), fields[1], type, constants);
  }
}
