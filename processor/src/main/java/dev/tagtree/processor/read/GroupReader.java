// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import static dev.tagtree.processor.tree.Problem.EMPTY_GROUP;
import static dev.tagtree.processor.tree.Problem.FOREIGN_GROUP;
import static dev.tagtree.processor.tree.Problem.FOREIGN_TAG;
import static dev.tagtree.processor.tree.Problem.KEY_ON_GROUP;
import static dev.tagtree.processor.tree.Problem.OTHER_RETURN_TYPE;
import static dev.tagtree.processor.tree.Problem.OVERLOAD;
import static dev.tagtree.processor.tree.Problem.RETURNS_VOID;
import static dev.tagtree.processor.tree.Problem.TWO_METHODS;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Member.Declaration;
import dev.tagtree.processor.tree.Member.Naming;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** The reader of an interface, which becomes a group with all that is below it. */
final class GroupReader {
  private final Problems problems;
  private final MissingTypes missing;
  private final Remarks remarks;
  private final ParamReader params;
  private final KeyReader keys;
  private final DeclarationRules rules;
  private final NameRules names;

  GroupReader(Problems problems, MissingTypes missing, Remarks remarks, ParamReader params) {
    this.problems = problems;
    this.missing = missing;
    this.remarks = remarks;
    this.params = params;
    this.keys = new KeyReader(problems, missing);
    this.rules = new DeclarationRules(problems);
    this.names = new NameRules(problems, missing);
  }

  /**
   * The head of a group, which is known before its interface is read.
   *
   * @param own its own parameters
   * @param all those of the whole path
   * @param origin the method that returns the interface, or else the interface
   */
  private record Heading(Naming naming, List<Param> own, List<Param> all, Element origin) {
    Heading below(Naming naming, List<Param> own, Element origin) {
      List<Param> both = new ArrayList<>(all);
      both.addAll(own);
      return new Heading(naming, own, List.copyOf(both), origin);
    }
  }

  /** {@return the group without a name} */
  Group root(TypeElement type, String className) {
    return group(type, new Heading(new Naming("", className, "", ""), List.of(), List.of(), type));
  }

  private Group group(TypeElement type, Heading heading) {
    List<? extends Element> enclosed = type.getEnclosedElements();
    List<Member> members = new ArrayList<>();
    Map<String, ExecutableElement> returning = new HashMap<>();
    for (ExecutableElement method : tagMethods(type)) {
      if (missing.admitsTag(method)) {
        leaf(method, heading).ifPresent(members::add);
      } else {
        returned(method, type).ifPresent(nested -> putOnce(nested, method, returning));
      }
    }
    for (Element element : enclosed) {
      if (element.getKind() == ElementKind.FIELD) {
        rules.reportConstant(element, type);
      } else if (element instanceof TypeElement nested && rules.admitsGroup(nested, type)) {
        ExecutableElement by = returning.get(nested.getQualifiedName().toString());
        nested(nested, Optional.ofNullable(by), heading).ifPresent(members::add);
      }
    }
    remarks.note(type);
    boolean implementable =
        DeclarationRules.isImplementable(type)
            && ElementFilter.methodsIn(enclosed).size() == Group.methods(members);
    Element origin = heading.origin();
    Declaration declaration =
        new Declaration(
            heading.naming(),
            heading.own(),
            remarks.doc(origin, type),
            remarks.deprecation(type, origin),
            Place.of(origin));
    boolean byMethod = origin instanceof ExecutableElement;
    return new Group(
        declaration, TypeNames.of(type), byMethod, implementable, List.copyOf(members));
  }

  /** {@return whether an interface has anything but constants, which are no tags} */
  static boolean declaresMembers(TypeElement type) {
    return type.getEnclosedElements().stream().anyMatch(e -> e.getKind() != ElementKind.FIELD);
  }

  /** {@return the methods that can give members, one of each name} */
  private List<ExecutableElement> tagMethods(TypeElement type) {
    List<ExecutableElement> methods = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Element element : type.getEnclosedElements()) {
      if (element instanceof ExecutableElement method && rules.admitsMethod(method)) {
        if (known.add(method.getSimpleName().toString())) {
          methods.add(method);
        } else {
          problems.report(OVERLOAD, Place.of(method), method.getSimpleName(), type.getSimpleName());
        }
      }
    }
    return methods;
  }

  /** {@return the interface beside a method that it returns; empty if it does not, as reported} */
  private Optional<TypeElement> returned(ExecutableElement method, TypeElement type) {
    TypeMirror returned = method.getReturnType();
    String name = method.getSimpleName().toString();
    Place at = Place.of(method);
    if (!missing.admits(returned, method, at, () -> returnable(type))) {
      return Optional.empty();
    }
    if (returned.getKind() == TypeKind.VOID) {
      problems.report(RETURNS_VOID, at, name);
      return Optional.empty();
    }
    if (!(returned instanceof DeclaredType declared)) {
      problems.report(OTHER_RETURN_TYPE, at, name, returned);
      return Optional.empty();
    }
    TypeElement target = (TypeElement) declared.asElement();
    if (type.equals(target.getEnclosingElement())) {
      return Optional.of(target);
    }
    if (target.getSimpleName().contentEquals("Tag")) {
      problems.report(FOREIGN_TAG, at, name, target.getQualifiedName());
    } else if (Annotations.isInTree(target)) {
      problems.report(FOREIGN_GROUP, at, name, target.getSimpleName(), type.getSimpleName());
    } else {
      problems.report(OTHER_RETURN_TYPE, at, name, target.getSimpleName());
    }
    return Optional.empty();
  }

  /** {@return the names of what a method of a type can return} */
  private static List<String> returnable(TypeElement type) {
    List<String> names = new ArrayList<>(List.of("Tag"));
    ElementFilter.typesIn(type.getEnclosedElements())
        .forEach(nested -> names.add(nested.getSimpleName().toString()));
    return names;
  }

  private void putOnce(
      TypeElement nested, ExecutableElement method, Map<String, ExecutableElement> returning) {
    ExecutableElement other = returning.putIfAbsent(nested.getQualifiedName().toString(), method);
    if (other != null) {
      problems.report(
          TWO_METHODS,
          Place.of(method),
          other.getSimpleName(),
          method.getSimpleName(),
          nested.getSimpleName());
    }
  }

  private Optional<Member> leaf(ExecutableElement method, Heading around) {
    String name = method.getSimpleName().toString();
    Optional<String> wireName = names.wireName(method, name);
    Optional<List<Param>> own = params.read(method);
    if (wireName.isEmpty() || own.isEmpty() || !names.admitsMethod(method)) {
      return Optional.empty();
    }
    Heading heading =
        around.below(
            naming(around, name, Names.capitalise(name), wireName.get()), own.get(), method);
    if (!names.admitsPath(method, heading.naming().path(), heading.all())) {
      return Optional.empty();
    }
    names.warnOfThen(method, wireName.get(), own.get());
    remarks.note(method);
    Optional<List<String>> key = keys.read(method, heading.all());
    Declaration declaration =
        new Declaration(
            heading.naming(),
            own.get(),
            remarks.doc(method, method),
            remarks.deprecation(method),
            Place.of(method));
    return Optional.of(new Leaf(declaration, key));
  }

  private static Naming naming(Heading around, String method, String className, String wireName) {
    return new Naming(method, className, wireName, around.naming().below(wireName));
  }

  private Optional<Member> nested(
      TypeElement type, Optional<ExecutableElement> by, Heading around) {
    String className = type.getSimpleName().toString();
    String method =
        by.map(m -> m.getSimpleName().toString()).orElseGet(() -> Names.decapitalise(className));
    Element named = named(type, by);
    Optional<String> wireName = names.wireName(named, method);
    Optional<List<Param>> own = by.isPresent() ? params.read(by.get()) : Optional.of(List.of());
    if (wireName.isEmpty()
        || own.isEmpty()
        || !(by.isPresent() ? names.admitsMethod(by.get()) : names.admitsAccessor(type, method))) {
      return Optional.empty();
    }
    by.ifPresent(this::noteGroupMethod);
    Heading heading =
        around.below(
            naming(around, method, className, wireName.get()),
            own.get(),
            by.isPresent() ? by.get() : type);
    if (!names.admitsPath(named, heading.naming().path(), heading.all())) {
      return Optional.empty();
    }
    names.warnOfThen(named, wireName.get(), own.get());
    Group group = group(type, heading);
    if (!declaresMembers(type)) {
      problems.report(EMPTY_GROUP, Place.of(type), className);
    }
    return Optional.of(group); // also without members, for those who mention it
  }

  /** {@return what has the name of a group: its method, unless only its interface has a @Name} */
  private static Element named(TypeElement type, Optional<ExecutableElement> by) {
    boolean ofMethod =
        by.isPresent()
            && (Annotations.find(type, Annotations.NAME).isEmpty()
                || Annotations.find(by.get(), Annotations.NAME).isPresent());
    return ofMethod ? by.get() : type;
  }

  private void noteGroupMethod(ExecutableElement method) {
    if (Annotations.find(method, Annotations.KEY).isPresent()) {
      problems.report(KEY_ON_GROUP, Place.of(method), method.getSimpleName());
    }
    remarks.note(method);
  }
}
