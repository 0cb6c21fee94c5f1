// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An argument that is either one value or any: {@code AppTags.todos().inRange(Arg.of(from),
 * Arg.any())}.
 *
 * @param <T> the declared type of the parameter
 */
public final class Arg<T> {
  private static final Arg<?> ANY = new Arg<>(null);

  private final @Nullable T value;

  private Arg(@Nullable T value) {
    this.value = value;
  }

  /** {@return the argument that stands for every value} */
  @SuppressWarnings("unchecked") // any holds no value, so it fits every type
  public static <T> Arg<T> any() {
    return (Arg<T>) ANY;
  }

  /**
   * {@return an argument for one value}
   *
   * @throws NullPointerException if {@code value} is null; any is {@link #any()}
   */
  public static <T> Arg<T> of(T value) {
    return new Arg<>(Objects.requireNonNull(value, "value"));
  }

  /** {@return whether this stands for every value} */
  public boolean isAny() {
    return value == null;
  }

  /**
   * {@return the value}
   *
   * @throws NoSuchElementException if this is any
   */
  public T get() {
    if (value == null) {
      throw new NoSuchElementException("any has no value; ask isAny() first");
    }
    return value;
  }

  /**
   * {@return the argument for {@code change} of the value; any stays any}
   *
   * @throws NullPointerException if {@code change} is null or returns null
   */
  public <R> Arg<R> map(Function<? super T, ? extends R> change) {
    return value == null ? any() : of(change.apply(value));
  }

  /** Two arguments are equal iff both are any or their values are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Arg<?> that && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  /** {@return whether it is any or one value, for debugging; never the value itself} */
  @Override
  public String toString() {
    return value == null ? "Arg.any()" : "Arg.of(…)";
  }
}
