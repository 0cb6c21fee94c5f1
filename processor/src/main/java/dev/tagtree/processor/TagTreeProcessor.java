// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.google.auto.service.AutoService;
import dev.tagtree.processor.check.TreeChecker;
import dev.tagtree.processor.read.MissingTypeException;
import dev.tagtree.processor.read.TreeReader;
import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Problems.Failure;
import dev.tagtree.processor.tree.Tree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The annotation processor, which generates tags for every interface with {@code @TagTree}.
 *
 * <p>Each tree is read, checked and written by itself: a failure of one never hides another. A tree
 * that mentions a type which does not exist yet waits, by name, for the next round. The annotation
 * is never claimed, and nothing is decided from anything but the tree itself, so that incremental
 * builds can treat each alone.
 */
@AutoService(Processor.class)
public final class TagTreeProcessor extends AbstractProcessor {
  private final Set<String> deferred = new LinkedHashSet<>();

  /** Trees that are written as far as they can be, and whose errors are said in the last round. */
  private final Map<String, List<Failure>> faulty = new LinkedHashMap<>();

  private Elements elements;
  private Messages messages;
  private Output output;
  private Environment environment;

  /** Creates the processor, for the compiler. */
  public TagTreeProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Annotations.TAG_TREE, Annotations.NAME, Annotations.KEY, Annotations.SCOPE);
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(Environment.BASELINE);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment compiler) {
    super.init(compiler);
    elements = compiler.getElementUtils();
    messages = new Messages(compiler.getMessager());
    environment = new Environment(compiler, messages);
    output = new Output(compiler.getFiler(), environment);
    environment.checkOptions();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Map<String, TypeElement> types = new LinkedHashMap<>();
    deferred.forEach(name -> types.put(name, elements.getTypeElement(name)));
    deferred.clear();
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (!annotation.getQualifiedName().contentEquals(Annotations.TAG_TREE)) {
          checkEffect(annotation, element);
        } else if (element instanceof TypeElement type) { // else the compiler refuses it
          types.put(type.getQualifiedName().toString(), type);
        }
      }
    }
    if (!types.isEmpty() && environment.admitsTrees()) {
      types.forEach((name, type) -> generate(name, type, round.processingOver()));
    }
    if (round.processingOver()) {
      faulty.forEach((name, errors) -> sayErrors(elements.getTypeElement(name), errors));
    }
    return false;
  }

  private void checkEffect(TypeElement annotation, Element element) {
    if (!Annotations.isInTree(element.getEnclosingElement())) {
      Problems problems = new Problems();
      Name name = annotation.getSimpleName();
      problems.report(Problem.NO_EFFECT, Place.of(element), name, element.getSimpleName());
      messages.say(problems);
    }
  }

  /**
   * A tree that still misses a type when all is over is written without it: other processors will
   * not see the class, but what mentions it has no errors beside the one that is reported.
   */
  private void generate(String name, TypeElement type, boolean lastChance) {
    Problems problems = new Problems();
    try {
      Optional<Tree> tree = read(type, lastChance, problems);
      if (!lastChance && problems.hasErrors()) {
        faulty.put(name, problems.withhold());
      }
      tree.ifPresent(usable -> output.write(usable, type, problems));
    } catch (MissingTypeException missing) {
      problems.withhold();
      deferred.add(name);
    } catch (RuntimeException bug) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      problems.report(Problem.BUG, Place.of(type), type.getSimpleName(), trace);
    }
    messages.say(problems);
  }

  /**
   * An error makes javac end all processing: it comes last, so that processors which wait for the
   * generated class get it, and do not add that they do not. The tree is read again because
   * elements of earlier rounds have no place in the source any more.
   */
  private void sayErrors(TypeElement type, List<Failure> withheld) {
    Problems problems = new Problems();
    try {
      read(type, true, problems);
    } catch (RuntimeException again) {
      // what was found before is said all the same
    }
    problems.retain(withheld, Place.of(type));
    messages.say(problems);
  }

  private Optional<Tree> read(TypeElement type, boolean lastChance, Problems problems) {
    Optional<Tree> tree =
        new TreeReader(elements, problems, lastChance)
            .read(type)
            .flatMap(read -> TreeChecker.check(read, problems));
    tree.ifPresent(usable -> compare(usable, problems));
    return tree;
  }

  private void compare(Tree tree, Problems problems) {
    environment.baseline().ifPresent(released -> released.check(tree, problems));
  }
}
