// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
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
  private Elements elements;
  private Problems problems;
  private Output output;

  /** For the compiler. */
  public TagTreeProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Annotations.TAG_TREE);
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
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    elements = environment.getElementUtils();
    problems = new Problems(environment.getMessager());
    output = new Output(environment.getFiler(), problems);
    for (String option : environment.getOptions().keySet()) {
      if (option.startsWith("tagtree.") && !option.equals(Baseline.OPTION)) {
        problems.reportNowhere(Problem.UNKNOWN_OPTION, option);
      }
    }
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Map<String, TypeElement> types = new LinkedHashMap<>();
    deferred.forEach(name -> types.put(name, elements.getTypeElement(name)));
    deferred.clear();
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (element instanceof TypeElement type) { // else the compiler refuses it
          types.put(type.getQualifiedName().toString(), type);
        }
      }
    }
    if (!types.isEmpty() && elements.getTypeElement(TreeReader.TAG) == null) {
      problems.reportNowhere(Problem.NO_RUNTIME);
      problems.say();
      return false;
    }
    types.forEach((name, type) -> generate(name, type, round.processingOver()));
    return false;
  }

  private Tree compared(Tree tree) {
    String place = processingEnv.getOptions().get(Baseline.OPTION);
    if (place != null) {
      new Baseline(place, problems).check(tree);
    }
    return tree;
  }

  private boolean isInPackage(Tree tree, String simpleName) {
    JavaType type = new JavaType(tree.declared().packageName(), simpleName);
    return elements.getTypeElement(type.qualifiedName()) != null;
  }

  /** What still misses a type when all is over is reported only: its class would come too late. */
  private void generate(String name, TypeElement type, boolean lastChance) {
    try {
      new TreeReader(elements, problems, lastChance)
          .read(type)
          .flatMap(tree -> TreeChecker.check(tree, problems))
          .map(tree -> compared(tree))
          .filter(tree -> !lastChance)
          .ifPresent(
              tree -> output.write(tree, seesGenerated(type), simple -> isInPackage(tree, simple)));
    } catch (MissingTypeException missing) {
      problems.forget();
      deferred.add(name);
    } catch (RuntimeException bug) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      problems.report(Problem.BUG, type, type.getSimpleName(), trace);
    }
    problems.say();
  }

  /** {@return whether code beside a type can mention @Generated: its module need not read it} */
  private boolean seesGenerated(TypeElement type) {
    String generated = "javax.annotation.processing.Generated";
    ModuleElement module = elements.getModuleOf(type);
    return module == null
        ? elements.getTypeElement(generated) != null
        : elements.getTypeElement(module, generated) != null;
  }
}
