// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.JavaType;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Tree;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The front end for Java: reads an annotated interface into a {@link Tree}. A member that cannot be
 * used is reported and left out, so that the rest is still generated and the compiler has nothing
 * more to complain about.
 */
public final class TreeReader {
  private final Problems problems;
  private final Remarks remarks;
  private final DeclarationRules rules;
  private final NameRules names;
  private final GroupReader groups;

  /**
   * Creates a reader for one tree.
   *
   * @param elements the compiler's
   * @param problems where to report
   * @param lastChance whether a type that does not exist is reported, rather than waited for
   */
  public TreeReader(Elements elements, Problems problems, boolean lastChance) {
    MissingTypes missing = new MissingTypes(problems, lastChance);
    this.problems = problems;
    this.remarks = new Remarks(elements);
    this.rules = new DeclarationRules(problems);
    this.names = new NameRules(problems, missing);
    this.groups =
        new GroupReader(problems, missing, remarks, new ParamReader(elements, problems, missing));
  }

  /**
   * {@return the tree, whose members may still collide; empty if the interface cannot be one}
   *
   * @throws MissingTypeException if it mentions a type that does not exist yet
   */
  public Optional<Tree> read(TypeElement type) {
    if (!rules.admitsTree(type)) {
      return Optional.empty();
    }
    JavaType declared = TypeNames.of(type);
    AnnotationMirror annotation = Annotations.find(type, Annotations.TAG_TREE).orElseThrow();
    Optional<String> name = names.className(type, annotation);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    JavaType generated = new JavaType(declared.packageName(), name.get());
    if (declared.packageName().isEmpty()) {
      problems.report(Problem.UNNAMED_PACKAGE, Place.of(type), type.getSimpleName(), name.get());
    }
    Group root = groups.root(type, generated.name());
    if (!GroupReader.declaresMembers(type)) {
      problems.report(Problem.EMPTY_TREE, Place.of(type), type.getSimpleName());
    }
    return Optional.of(new Tree(declared, generated, isPublic(type), remarks.ofDeprecated(), root));
  }

  private static boolean isPublic(TypeElement type) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }
}
