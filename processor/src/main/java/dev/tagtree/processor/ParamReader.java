// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static dev.tagtree.processor.Problem.ARRAY;
import static dev.tagtree.processor.Problem.BOXED;
import static dev.tagtree.processor.Problem.CHARACTER;
import static dev.tagtree.processor.Problem.DATE_TIME;
import static dev.tagtree.processor.Problem.FLOATING_POINT;
import static dev.tagtree.processor.Problem.INVISIBLE_TYPE;
import static dev.tagtree.processor.Problem.NULLABLE;
import static dev.tagtree.processor.Problem.OBJECT_ACCESSOR;
import static dev.tagtree.processor.Problem.RECORD_CYCLE;
import static dev.tagtree.processor.Problem.RECORD_SHAPE;
import static dev.tagtree.processor.Problem.UNSUPPORTED_TYPE;

import dev.tagtree.processor.Tree.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads the parameters of a method, and says of each type that cannot be one what to use. */
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
    Element at = place(method, parameter);
    if (Names.isOfObject(name)) {
      problems.report(OBJECT_ACCESSOR, at, name);
      return Optional.empty();
    }
    if (isNullable(parameter)) {
      problems.report(NULLABLE, at, name);
      return Optional.empty();
    }
    TypeMirror type = parameter.asType();
    if (!missing.exists(type, method, at, ArgType::simpleNames)) {
      return Optional.empty();
    }
    boolean scope = Annotations.find(parameter, Annotations.SCOPE).isPresent();
    Optional<ArgType> simple = argType(type);
    if (simple.isPresent()) {
      return visible(type, at)
          ? Optional.of(
              new Param(
                  name,
                  simple.get(),
                  name(type),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  constants(type),
                  scope))
          : Optional.empty();
    }
    if (type instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.RECORD) {
      return record(method, at, name, (TypeElement) declared.asElement(), scope);
    }
    refuse(at, name, type);
    return Optional.empty();
  }

  /** {@return where to report: ECJ does not know in later rounds whose and where a parameter is} */
  private static Element place(ExecutableElement method, VariableElement parameter) {
    return parameter.getEnclosingElement() == null ? method : parameter;
  }

  private Optional<Param> record(
      ExecutableElement method, Element at, String name, TypeElement type, boolean scope) {
    List<? extends RecordComponentElement> components = type.getRecordComponents();
    if (components.size() != 1 || !type.getTypeParameters().isEmpty()) {
      problems.report(RECORD_SHAPE, at, type.getSimpleName());
      return Optional.empty();
    }
    if (!visible(type.asType(), at)) {
      return Optional.empty();
    }
    TypeMirror inner = components.get(0).asType();
    if (!missing.exists(inner, method, at, ArgType::simpleNames)) {
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
    return Optional.of(
        new Param(
            name,
            argType.get(),
            name(type.asType()),
            Optional.of(components.get(0).getSimpleName().toString()),
            Optional.of(name(inner)),
            inner.getKind().isPrimitive()
                && ElementFilter.constructorsIn(type.getEnclosedElements()).size() > 1,
            constants(inner),
            scope));
  }

  private static Optional<ArgType> argType(TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      return ArgType.of(plain(type));
    }
    if (type instanceof DeclaredType declared) {
      TypeElement element = (TypeElement) declared.asElement();
      return element.getKind() == ElementKind.ENUM
          ? Optional.of(ArgType.ENUM)
          : ArgType.of(element.getQualifiedName().toString());
    }
    return Optional.empty();
  }

  private void refuse(Element at, String name, TypeMirror type) {
    String simple = simple(type);
    String full =
        type instanceof DeclaredType declared
            ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
            : plain(type);
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
  private boolean visible(TypeMirror type, Element at) {
    if (!(type instanceof DeclaredType declared)) {
      return true;
    }
    PackageElement here = elements.getPackageOf(at);
    boolean samePackage = elements.getPackageOf(declared.asElement()).equals(here);
    for (Element e = declared.asElement(); e instanceof TypeElement; e = e.getEnclosingElement()) {
      boolean hidden =
          e.getModifiers().contains(Modifier.PRIVATE)
              || !samePackage && !e.getModifiers().contains(Modifier.PUBLIC);
      if (hidden) {
        problems.report(INVISIBLE_TYPE, at, simple(type), here.getQualifiedName());
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

  /** {@return the type's name without annotations, which some compilers print and others do not} */
  private static JavaType name(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? JavaType.of((TypeElement) declared.asElement())
        : new JavaType("", plain(type));
  }

  static boolean isString(TypeMirror type) {
    return isOf("java.lang.String", type);
  }

  /** {@return whether it is the class with that name; compilers print annotations of types} */
  static boolean isOf(String name, TypeMirror type) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
  }

  private static String plain(TypeMirror type) {
    String text = type.toString();
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  /** {@return a type as in the source: without packages and annotations} */
  private static String simple(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return simple(array.getComponentType()) + "[]";
    }
    if (!(type instanceof DeclaredType declared)) {
      return plain(type);
    }
    String arguments =
        declared.getTypeArguments().stream()
            .map(ParamReader::simple)
            .collect(Collectors.joining(", "));
    String name = JavaType.of((TypeElement) declared.asElement()).name();
    return arguments.isEmpty() ? name : name + "<" + arguments + ">";
  }
}
