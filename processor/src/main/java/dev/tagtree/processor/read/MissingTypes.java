// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The types and constants that do not exist yet: they are waited for and, when nothing more will
 * come, reported.
 */
final class MissingTypes {
  private final Problems problems;
  private final boolean lastChance;
  private boolean saidThatTagIsMissing;

  MissingTypes(Problems problems, boolean lastChance) {
    this.problems = problems;
    this.lastChance = lastChance;
  }

  /**
   * {@return whether a type exists; if not, it was reported}
   *
   * @param user the method that mentions it
   * @param known what may have been meant by a name that is near
   * @throws MissingTypeException if it may still come
   */
  boolean admits(TypeMirror type, ExecutableElement user, Place at, Supplier<List<String>> known) {
    if (type.getKind() != TypeKind.ERROR) {
      return true;
    }
    String name = name(type);
    Optional<String> forgotten = forgottenImport(name);
    if (forgotten.isEmpty() && !lastChance) {
      throw new MissingTypeException(name);
    }
    String advice =
        forgotten
            .map(qualified -> "Import " + qualified + ".")
            .orElseGet(() -> advice(name, known.get()));
    problems.report(Problem.MISSING_TYPE, at, user.getSimpleName(), name, advice);
    return false;
  }

  /**
   * {@return the texts of an annotation's value; empty if a constant in it does not exist, which
   * was reported}
   *
   * @throws MissingTypeException if it may still come
   */
  Optional<List<String>> texts(Element at, AnnotationMirror annotation, AnnotationValue value) {
    Optional<List<String>> texts = Annotations.texts(value);
    if (texts.isEmpty()) {
      Name name = annotation.getAnnotationType().asElement().getSimpleName();
      if (!lastChance) {
        throw new MissingTypeException("a constant in @" + name);
      }
      Place place = new Place(at, annotation, value);
      problems.report(Problem.MISSING_CONSTANT, place, name, at.getSimpleName());
    }
    return texts;
  }

  /** {@return whether a method returns a Tag; one that was not imported is reported once} */
  boolean admitsTag(ExecutableElement method) {
    TypeMirror type = method.getReturnType();
    boolean isForgotten = type.getKind() == TypeKind.ERROR && name(type).equals("Tag");
    if (isForgotten && !saidThatTagIsMissing) {
      saidThatTagIsMissing = true;
      problems.report(
          Problem.FOREIGN_TAG,
          Place.of(method),
          method.getSimpleName(),
          "a Tag that is not imported");
    }
    return isForgotten || TypeNames.isTag(type);
  }

  private static String name(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? declared.asElement().getSimpleName().toString()
        : type.toString();
  }

  private static Optional<String> forgottenImport(String missing) {
    return Stream.of("java.math.BigInteger", "java.time.LocalDate", "java.util.UUID")
        .filter(name -> name.endsWith("." + missing))
        .findFirst();
  }

  private static String advice(String missing, List<String> known) {
    String near = Names.near(missing, known);
    return near == null
        ? "If another processor generates it, look for its errors above."
        : "Did you mean '" + near + "'?";
  }
}
