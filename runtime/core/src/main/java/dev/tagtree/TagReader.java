// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * The reader of a canonical text, segment by segment; the generated {@code parse} of a tree is
 * written in its words.
 *
 * <p>A reader is used once, by one thread.
 */
public final class TagReader {
  /**
   * Which classes generated code calls, and how. It is raised with every change that needs the code
   * to be generated anew; the processor has the same number and warns where they differ.
   */
  static final int CONTRACT = 2;

  private final String text;
  private final int end;

  /** At the name of the next segment, or at the delimiter before the next value of this one. */
  private int at;

  private TagReader(String text) {
    this.text = text;
    this.end = TagText.end(text);
  }

  /**
   * {@return a reader at the start of the text}
   *
   * @throws InvalidTagException if the text is not canonical
   */
  public static TagReader of(String text) {
    return new TagReader(TagChecker.check(Objects.requireNonNull(text, "text")).text());
  }

  /**
   * {@return the name of the next segment; {@code "*"} where the text names the group that was read
   * so far, and the empty string where the text ends without saying so}
   */
  public String next() {
    if (at > 0) {
      if (TagText.isBeforeValue(text, at, end)) {
        throw new InvalidTagException("a segment has more values than its tree declares");
      }
      at = TagText.nextSegment(text, at, end);
    }
    if (at >= end) {
      return end < text.length() ? TagText.ROOT : "";
    }
    int name = TagText.endOfName(text, at, end);
    String next = text.substring(at, name);
    at = name;
    return next;
  }

  /**
   * {@return {@code tag}, if it is all that the text says}
   *
   * @throws InvalidTagException if more follows, or the tag has another text ({@code 007} for 7)
   */
  public Tag end(Tag tag) {
    if (!tag.toString().equals(text)) {
      throw new InvalidTagException(
          "the text is not that of a tag with path '" + Tag.path(tag) + "': check its arguments");
    }
    return tag;
  }

  /** {@return the exception for a path that the tree does not declare; the caller throws it} */
  public InvalidTagException unknown() {
    return new InvalidTagException(
        "the tree declares no tag with path '" + TagText.path(text) + "'");
  }

  /**
   * {@return the next value of this segment, made by {@code decode} from its text}
   *
   * @throws InvalidTagException if there is none, or {@code decode} refuses it
   */
  public <T> Arg<T> arg(Function<? super String, ? extends T> decode) {
    if (!TagText.isBeforeValue(text, at, end)) {
      throw new InvalidTagException("a segment has fewer values than its tree declares");
    }
    int value = TagText.endOfValue(text, at + 1);
    String encoded = text.substring(at + 1, value);
    at = value;
    if (encoded.equals(TagText.ANY)) {
      return Arg.any();
    }
    return as(Arg.of(TagValues.decode(encoded)), decode);
  }

  /**
   * {@return the argument with its value replaced by {@code make} of it; any stays any}
   *
   * @throws InvalidTagException if {@code make} refuses the value
   */
  public <V, T> Arg<T> as(Arg<V> arg, Function<? super V, ? extends T> make) {
    try {
      return arg.map(make);
    } catch (RuntimeException refused) {
      // No cause: its message tends to quote the value.
      throw new InvalidTagException(
          "a value is not of its parameter's type (" + refused.getClass().getSimpleName() + ")");
    }
  }

  /** {@return the next value, a String} */
  public Arg<String> text() {
    return arg(value -> value);
  }

  /** {@return the next value, an int} */
  public Arg<Integer> integer() {
    return arg(Integer::valueOf);
  }

  /** {@return the next value, a long} */
  public Arg<Long> longInteger() {
    return arg(Long::valueOf);
  }

  /** {@return the next value, a short} */
  public Arg<Short> shortInteger() {
    return arg(Short::valueOf);
  }

  /** {@return the next value, a byte} */
  public Arg<Byte> byteInteger() {
    return arg(Byte::valueOf);
  }

  /** {@return the next value, a BigInteger} */
  public Arg<BigInteger> bigInteger() {
    return arg(BigInteger::new);
  }

  /** {@return the next value, a boolean} */
  public Arg<Boolean> bool() {
    return arg(Boolean::valueOf);
  }

  /** {@return the next value, a UUID} */
  public Arg<UUID> uuid() {
    return arg(UUID::fromString);
  }

  /** {@return the next value, a LocalDate} */
  public Arg<LocalDate> date() {
    return arg(LocalDate::parse);
  }

  /** {@return the next value, a constant of {@code type}} */
  public <E extends Enum<E>> Arg<E> constant(Class<E> type) {
    return arg(name -> Enum.valueOf(type, name));
  }
}
