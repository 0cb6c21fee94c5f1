// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import static dev.tagtree.processor.tree.Problem.ARRAY;
import static dev.tagtree.processor.tree.Problem.BOXED;
import static dev.tagtree.processor.tree.Problem.CHARACTER;
import static dev.tagtree.processor.tree.Problem.DATE_TIME;
import static dev.tagtree.processor.tree.Problem.FLOATING_POINT;
import static dev.tagtree.processor.tree.Problem.INVISIBLE_TYPE;
import static dev.tagtree.processor.tree.Problem.NULLABLE;
import static dev.tagtree.processor.tree.Problem.OBJECT_ACCESSOR;
import static dev.tagtree.processor.tree.Problem.RECORD_CYCLE;
import static dev.tagtree.processor.tree.Problem.RECORD_SHAPE;
import static dev.tagtree.processor.tree.Problem.UNSUPPORTED_TYPE;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.ArgType;
import dev.tagtree.processor.tree.JavaType;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Param.Component;
import dev.tagtree.processor.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The reader of a method's parameters, which says of each type that cannot be one what to use. */
final class ParamReader {
  private static final Map<String, String> BOXES =
      Map.of(
          "java.lang.Integer", "int",
          "java.lang.Long", "long",
          "java.lang.Short", "short",
          "java.lang.Byte", "byte",
          "java.lang.Boolean", "boolean");

  private static final Set<String> FLOATING =
      Set.of("float", "double", "java.lang.Float", "java.lang.Double", "java.math.BigDecimal");

  private static final Set<String> DATE_TIMES =
      Set.of("Instant", "LocalDateTime", "LocalTime", "ZonedDateTime", "OffsetDateTime", "Date");

  private final Elements elements;
  private final Problems problems;
  private final MissingTypes missing;

  ParamReader(Elements elements, Problems problems, MissingTypes missing) {
    this.elements = elements;
    this.problems = problems;
    this.missing = missing;
  }

  /** {@return the parameters; empty if one cannot be used, which was reported} */
  Optional<List<Param>> read(ExecutableElement method) {
    List<Param> params = new ArrayList<>();
    boolean usable = true;
    for (VariableElement parameter : method.getParameters()) {
      Optional<Param> param = read(method, parameter);
      param.ifPresent(params::add);
      usable &= param.isPresent();
    }
    return usable ? Optional.of(List.copyOf(params)) : Optional.empty();
  }

  private Optional<Param> read(ExecutableElement method, VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    Place at = place(method, parameter);
    if (Names.isOfObject(name)) {
      problems.report(OBJECT_ACCESSOR, at, name);
      return Optional.empty();
    }
    if (isNullable(parameter)) {
      problems.report(NULLABLE, at, name);
      return Optional.empty();
    }
    TypeMirror type = parameter.asType();
    if (!missing.admits(type, method, at, ArgType::simpleNames)) {
      return Optional.empty();
    }
    boolean scope = Annotations.find(parameter, Annotations.SCOPE).isPresent();
    Optional<ArgType> simple = argType(type);
    if (simple.isPresent()) {
      return admitsVisibility(type, at)
          ? Optional.of(
              new Param(
                  name, simple.get(), TypeNames.of(type), Optional.empty(), constants(type), scope))
          : Optional.empty();
    }
    if (type instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.RECORD) {
      return component(method, at, name, (TypeElement) declared.asElement())
          .map(record -> record.of(name, TypeNames.of(type), scope));
    }
    refuse(at, name, type);
    return Optional.empty();
  }

  /** {@return where to report: ECJ does not know in later rounds whose and where a parameter is} */
  private static Place place(ExecutableElement method, VariableElement parameter) {
    return Place.of(parameter.getEnclosingElement() == null ? method : parameter);
  }

  /** The value of a record, as it is written. */
  private record Inner(ArgType type, Component component, List<String> constants) {
    Param of(String name, JavaType declared, boolean scope) {
      return new Param(name, type, declared, Optional.of(component), constants, scope);
    }
  }

  private Optional<Inner> component(
      ExecutableElement method, Place at, String name, TypeElement type) {
    List<? extends RecordComponentElement> components = type.getRecordComponents();
    if (components.size() != 1 || !type.getTypeParameters().isEmpty()) {
      problems.report(RECORD_SHAPE, at, type.getSimpleName());
      return Optional.empty();
    }
    if (!admitsVisibility(type.asType(), at)) {
      return Optional.empty();
    }
    TypeMirror inner = components.get(0).asType();
    if (!missing.admits(inner, method, at, ArgType::simpleNames)) {
      return Optional.empty();
    }
    if (inner instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.RECORD) {
      problems.report(RECORD_CYCLE, at, type.getSimpleName());
      return Optional.empty();
    }
    Optional<ArgType> argType = argType(inner);
    if (argType.isEmpty()) {
      refuse(at, name, inner);
      return Optional.empty();
    }
    boolean boxed =
        inner.getKind().isPrimitive()
            && ElementFilter.constructorsIn(type.getEnclosedElements()).size() > 1;
    String accessor = components.get(0).getSimpleName().toString();
    return Optional.of(
        new Inner(
            argType.get(), new Component(accessor, TypeNames.of(inner), boxed), constants(inner)));
  }

  private static Optional<ArgType> argType(TypeMirror type) {
    if (type instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.ENUM) {
      return Optional.of(ArgType.ENUM);
    }
    return type.getKind().isPrimitive() || type instanceof DeclaredType
        ? ArgType.of(TypeNames.qualified(type))
        : Optional.empty();
  }

  private void refuse(Place at, String name, TypeMirror type) {
    String simple = TypeNames.simple(type);
    String full = TypeNames.qualified(type);
    if (type.getKind() == TypeKind.ARRAY) {
      problems.report(ARRAY, at, name, simple);
    } else if (BOXES.containsKey(full)) {
      problems.report(BOXED, at, name, simple, BOXES.get(full));
    } else if (FLOATING.contains(full)) {
      problems.report(FLOATING_POINT, at, name, simple);
    } else if (full.equals("char") || full.equals("java.lang.Character")) {
      problems.report(CHARACTER, at, name, simple);
    } else if (full.startsWith("java.") && DATE_TIMES.contains(simple)) {
      problems.report(DATE_TIME, at, name, simple);
    } else {
      problems.report(UNSUPPORTED_TYPE, at, name, simple);
    }
  }

  /** {@return whether generated code in the tree's package can name a type} */
  private boolean admitsVisibility(TypeMirror type, Place at) {
    if (!(type instanceof DeclaredType declared)) {
      return true;
    }
    PackageElement here = elements.getPackageOf(at.element());
    boolean samePackage = elements.getPackageOf(declared.asElement()).equals(here);
    for (Element e = declared.asElement(); e instanceof TypeElement; e = e.getEnclosingElement()) {
      boolean hidden =
          e.getModifiers().contains(Modifier.PRIVATE)
              || !samePackage && !e.getModifiers().contains(Modifier.PUBLIC);
      if (hidden) {
        problems.report(INVISIBLE_TYPE, at, TypeNames.simple(type), here.getQualifiedName());
        return false;
      }
    }
    return true;
  }

  private static List<String> constants(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || declared.asElement().getKind() != ElementKind.ENUM) {
      return List.of();
    }
    return declared.asElement().getEnclosedElements().stream()
        .filter(element -> element.getKind() == ElementKind.ENUM_CONSTANT)
        .map(element -> element.getSimpleName().toString())
        .toList();
  }

  private static boolean isNullable(VariableElement parameter) {
    for (List<? extends AnnotationMirror> mirrors :
        List.of(parameter.getAnnotationMirrors(), parameter.asType().getAnnotationMirrors())) {
      for (AnnotationMirror mirror : mirrors) {
        if (mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable")) {
          return true;
        }
      }
    }
    return false;
  }
}
