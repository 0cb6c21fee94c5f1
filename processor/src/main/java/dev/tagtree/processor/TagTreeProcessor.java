// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.google.auto.service.AutoService;
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
 * Generates tags for every interface with {@code @TagTree}.
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
  private final Map<String, List<Problems.Pending>> faulty = new LinkedHashMap<>();

  private Elements elements;
  private Problems problems;
  private Output output;
  private Environment environment;

  /** For the compiler. */
  public TagTreeProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Annotations.TAG_TREE, Annotations.NAME, Annotations.KEY, Annotations.SCOPE);
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(Baseline.OPTION);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment compiler) {
    super.init(compiler);
    elements = compiler.getElementUtils();
    problems = new Problems(compiler.getMessager());
    output = new Output(compiler.getFiler(), problems);
    environment = new Environment(compiler, problems);
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
    if (!types.isEmpty() && environment.isUsable()) {
      types.forEach((name, type) -> generate(name, type, round.processingOver()));
    }
    if (round.processingOver()) {
      faulty.forEach((name, errors) -> sayErrors(elements.getTypeElement(name), errors));
    }
    return false;
  }

  private void checkEffect(TypeElement annotation, Element element) {
    if (!TreeReader.isInTree(element.getEnclosingElement())) {
      Name name = annotation.getSimpleName();
      problems.report(Problem.NO_EFFECT, element, name, element.getSimpleName());
      problems.say();
    }
  }

  private Tree compared(Tree tree) {
    environment.baseline().ifPresent(place -> new Baseline(place, problems).check(tree));
    return tree;
  }

  private boolean isInPackage(Tree tree, String simpleName) {
    JavaType type = new JavaType(tree.declared().packageName(), simpleName);
    return elements.getTypeElement(type.qualifiedName()) != null;
  }

  /**
   * What still misses a type when all is over is written without it: other processors will not see
   * the class, but what mentions it has no errors beside the one that is reported.
   */
  private void generate(String name, TypeElement type, boolean lastChance) {
    try {
      Optional<Tree> tree = read(type, lastChance);
      if (!lastChance && problems.hasErrors()) {
        faulty.put(name, problems.withhold());
      }
      tree.ifPresent(
          usable ->
              output.write(
                  usable,
                  environment.seesGenerated(type),
                  simpleName -> isInPackage(usable, simpleName)));
    } catch (MissingTypeException missing) {
      problems.withhold();
      deferred.add(name);
    } catch (RuntimeException bug) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      problems.report(Problem.BUG, type, type.getSimpleName(), trace);
    }
    problems.say();
  }

  /**
   * An error makes javac end all processing: it comes last, so that processors which wait for the
   * generated class get it, and do not add that they do not. The tree is read again because
   * elements of earlier rounds have no place in the source any more.
   */
  private void sayErrors(TypeElement type, List<Problems.Pending> withheld) {
    try {
      read(type, true);
    } catch (RuntimeException again) {
      // what was found before is said all the same
    }
    problems.retain(withheld, type);
    problems.say();
  }

  private Optional<Tree> read(TypeElement type, boolean lastChance) {
    return new TreeReader(elements, problems, lastChance)
        .read(type)
        .flatMap(tree -> TreeChecker.check(tree, problems))
        .map(tree -> compared(tree));
  }
}
