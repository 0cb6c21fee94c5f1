// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static dev.tagtree.processor.Problem.EMPTY_GROUP;
import static dev.tagtree.processor.Problem.EMPTY_TREE;
import static dev.tagtree.processor.Problem.FOREIGN_GROUP;
import static dev.tagtree.processor.Problem.FOREIGN_TAG;
import static dev.tagtree.processor.Problem.KEY_ON_GROUP;
import static dev.tagtree.processor.Problem.OTHER_RETURN_TYPE;
import static dev.tagtree.processor.Problem.OVERLOAD;
import static dev.tagtree.processor.Problem.RETURNS_VOID;
import static dev.tagtree.processor.Problem.TWO_METHODS;
import static dev.tagtree.processor.Problem.UNNAMED_PACKAGE;

import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Leaf;
import dev.tagtree.processor.Tree.Member;
import dev.tagtree.processor.Tree.Param;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Reads an annotated interface into a {@link Tree}. A member that cannot be used is reported and
 * left out, so that the rest is still generated and the compiler has nothing more to complain
 * about.
 */
final class TreeReader {
  static final String TAG = "dev.tagtree.Tag";

  /** More methods than any interface has: those of one that no generated class can implement. */
  private static final int NO_CLASS_CAN = Integer.MAX_VALUE;

  private final Remarks remarks;
  private final Problems problems;
  private final MissingTypes missing;
  private final ParamReader params;
  private final DeclarationRules rules;

  /**
   * @param lastChance whether a type that does not exist is reported, rather than waited for
   */
  TreeReader(Elements elements, Problems problems, boolean lastChance) {
    this.remarks = new Remarks(elements);
    this.problems = problems;
    this.missing = new MissingTypes(problems, lastChance);
    this.params = new ParamReader(elements, problems, missing);
    this.rules = new DeclarationRules(problems, missing);
  }

  /**
   * {@return the tree; empty if the interface cannot be one}
   *
   * @throws MissingTypeException if it mentions a type that does not exist yet
   */
  Optional<Tree> read(TypeElement type) {
    if (!rules.isUsable(type)) {
      return Optional.empty();
    }
    JavaType declared = JavaType.of(type);
    AnnotationMirror annotation = Annotations.find(type, Annotations.TAG_TREE).orElseThrow();
    Optional<String> name = rules.className(type, annotation);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    JavaType generated = new JavaType(declared.packageName(), name.get());
    if (declared.packageName().isEmpty()) {
      problems.report(UNNAMED_PACKAGE, type, type.getSimpleName(), name.get());
    }
    Group root =
        group(type, "", "", "", false, List.of(), List.of(), Optional.empty(), generated.name());
    if (!declaresMembers(type)) {
      problems.report(EMPTY_TREE, type, type.getSimpleName());
    }
    return Optional.of(new Tree(declared, generated, isPublic(type), remarks.ofDeprecated(), root));
  }

  /** {@return whether an interface has anything but constants, which are no tags} */
  private static boolean declaresMembers(TypeElement type) {
    return type.getEnclosedElements().stream().anyMatch(e -> e.getKind() != ElementKind.FIELD);
  }

  private static boolean isPublic(TypeElement type) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a group with all that is below it; {@code above} are the parameters of the whole path.
   */
  private Group group(
      TypeElement type,
      String method,
      String wireName,
      String path,
      boolean byMethod,
      List<Param> own,
      List<Param> above,
      Optional<Element> origin,
      String className) {
    List<Param> all = concat(above, own);
    Map<String, ExecutableElement> returning = new HashMap<>();
    List<Member> members = new ArrayList<>();
    Set<String> methods = new HashSet<>();
    List<? extends Element> enclosed = type.getEnclosedElements();
    for (Element element : enclosed) {
      if (element instanceof ExecutableElement m && rules.isTagMethod(m, type)) {
        if (!methods.add(m.getSimpleName().toString())) {
          problems.report(OVERLOAD, m, m.getSimpleName(), type.getSimpleName());
        } else {
          method(m, type, path, all, returning, members);
        }
      } else if (element.getKind() == ElementKind.FIELD) {
        rules.reportConstant(element, type);
      }
    }
    for (Element element : enclosed) {
      if (element instanceof TypeElement nested && rules.isGroup(nested, type)) {
        ExecutableElement by = returning.get(nested.getQualifiedName().toString());
        nested(nested, Optional.ofNullable(by), path, all).ifPresent(members::add);
      }
    }
    remarks.note(type);
    return new Group(
        method,
        className,
        wireName,
        path,
        JavaType.of(type),
        byMethod,
        rules.isImplementable(type) ? ElementFilter.methodsIn(enclosed).size() : NO_CLASS_CAN,
        own,
        TreeChecker.usable(members, type, problems),
        remarks.doc(origin.orElse(type), type),
        remarks.deprecation(type, origin.orElse(type)),
        origin.orElse(type));
  }

  private void method(
      ExecutableElement method,
      TypeElement type,
      String path,
      List<Param> above,
      Map<String, ExecutableElement> returning,
      List<Member> members) {
    TypeMirror returned = method.getReturnType();
    String name = method.getSimpleName().toString();
    if (missing.isTag(method)) {
      leaf(method, type, path, above).ifPresent(members::add);
      return;
    }
    if (!missing.exists(returned, method, method, () -> returnable(type))) {
      return;
    }
    if (returned.getKind() == TypeKind.VOID) {
      problems.report(RETURNS_VOID, method, name);
      return;
    }
    if (!(returned instanceof DeclaredType declared)) {
      problems.report(OTHER_RETURN_TYPE, method, name, returned);
      return;
    }
    TypeElement target = (TypeElement) declared.asElement();
    if (target.getQualifiedName().contentEquals(TAG)) {
      leaf(method, type, path, above).ifPresent(members::add);
    } else if (target.getEnclosingElement().equals(type)) {
      ExecutableElement other = returning.putIfAbsent(target.getQualifiedName().toString(), method);
      if (other != null) {
        problems.report(TWO_METHODS, method, other.getSimpleName(), name, target.getSimpleName());
      }
    } else if (target.getSimpleName().contentEquals("Tag")) {
      problems.report(FOREIGN_TAG, method, name, target.getQualifiedName());
    } else if (isInTree(target)) {
      problems.report(FOREIGN_GROUP, method, name, target.getSimpleName(), type.getSimpleName());
    } else {
      problems.report(OTHER_RETURN_TYPE, method, name, target.getSimpleName());
    }
  }

  /** {@return the names of what a method of a type can return} */
  private static List<String> returnable(TypeElement type) {
    List<String> names = new ArrayList<>(List.of("Tag"));
    ElementFilter.typesIn(type.getEnclosedElements())
        .forEach(nested -> names.add(nested.getSimpleName().toString()));
    return names;
  }

  /** {@return whether an element is a tree, or declared in one} */
  static boolean isInTree(Element type) {
    for (Element e = type; e != null; e = e.getEnclosingElement()) {
      if (Annotations.find(e, Annotations.TAG_TREE).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Optional<Member> leaf(
      ExecutableElement method, TypeElement type, String path, List<Param> above) {
    String name = method.getSimpleName().toString();
    Optional<String> wireName = rules.wireName(method, name);
    Optional<List<Param>> own = params.read(method);
    if (wireName.isEmpty() || own.isEmpty() || !rules.isJavaName(method)) {
      return Optional.empty();
    }
    List<Param> all = concat(above, own.get());
    String leafPath = path.isEmpty() ? wireName.get() : path + "." + wireName.get();
    if (!rules.fits(method, leafPath, all)) {
      return Optional.empty();
    }
    rules.warnOfThen(method, wireName.get(), own.get());
    remarks.note(method);
    return Optional.of(
        new Leaf(
            name,
            Names.capitalise(name),
            wireName.get(),
            leafPath,
            own.get(),
            KeyReader.read(method, all, problems, missing),
            remarks.doc(method, method),
            remarks.deprecation(method),
            method));
  }

  private Optional<Member> nested(
      TypeElement type, Optional<ExecutableElement> by, String path, List<Param> above) {
    String className = type.getSimpleName().toString();
    String method =
        by.map(m -> m.getSimpleName().toString()).orElseGet(() -> Names.decapitalise(className));
    Element named = by.<Element>map(m -> m).orElse(type);
    if (by.isPresent()
        && Annotations.find(type, Annotations.NAME).isPresent()
        && Annotations.find(by.get(), Annotations.NAME).isEmpty()) {
      named = type;
    }
    Optional<String> wireName = rules.wireName(named, method);
    Optional<List<Param>> own = by.isPresent() ? params.read(by.get()) : Optional.of(List.of());
    if (wireName.isEmpty() || own.isEmpty() || !isNameable(type, by, method)) {
      return Optional.empty();
    }
    if (by.isPresent()) {
      Annotations.find(by.get(), Annotations.KEY)
          .ifPresent(key -> problems.report(KEY_ON_GROUP, by.get(), method));
      remarks.note(by.get());
    }
    List<Param> all = concat(above, own.get());
    String groupPath = path.isEmpty() ? wireName.get() : path + "." + wireName.get();
    if (!rules.fits(named, groupPath, all)) {
      return Optional.empty();
    }
    rules.warnOfThen(named, wireName.get(), own.get());
    Group group =
        group(
            type,
            method,
            wireName.get(),
            groupPath,
            by.isPresent(),
            own.get(),
            above,
            by.map(m -> (Element) m),
            className);
    if (!declaresMembers(type)) {
      problems.report(EMPTY_GROUP, type, className);
    }
    return Optional.of(group); // also without members, for those who mention it
  }

  private boolean isNameable(TypeElement type, Optional<ExecutableElement> by, String method) {
    return by.isPresent() ? rules.isJavaName(by.get()) : rules.isAccessor(type, method);
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
