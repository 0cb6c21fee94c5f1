// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.check.baseline.Baseline;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.Problem;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.Directive;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The surroundings of a tree: options, the language, the runtime, and what its module reads. */
final class Environment {
  /** The option that names a schema file, or a folder with one for each tree. */
  static final String BASELINE = "tagtree.baseline";

  /** The number for which classes of the runtime generated code calls, and how; that has it too. */
  static final int CONTRACT = 2;

  static final String TAG_READER = "dev.tagtree.TagReader";

  private static final String GENERATED = "javax.annotation.processing.Generated";
  private static final String ITS_MODULE = "java.compiler";

  private final ProcessingEnvironment compiler;
  private final Elements elements;
  private final Messages messages;
  private Optional<Boolean> usable = Optional.empty();

  Environment(ProcessingEnvironment compiler, Messages messages) {
    this.compiler = compiler;
    this.elements = compiler.getElementUtils();
    this.messages = messages;
  }

  void checkOptions() {
    for (String option : compiler.getOptions().keySet()) {
      if (option.startsWith("tagtree.") && !option.equals(BASELINE)) {
        messages.sayNowhere(Problem.UNKNOWN_OPTION, option);
      }
    }
  }

  /** {@return the last release, if trees are to be compared with it} */
  Optional<Baseline> baseline() {
    String place = compiler.getOptions().get(BASELINE);
    return place == null ? Optional.empty() : Optional.of(new Baseline(place));
  }

  /** {@return whether generated code can be compiled here; if not, it is said once} */
  boolean admitsTrees() {
    if (usable.isEmpty()) {
      usable = Optional.of(check());
    }
    return usable.get();
  }

  private boolean check() {
    int source = compiler.getSourceVersion().ordinal();
    if (elements.getTypeElement(TypeNames.TAG) == null) {
      messages.sayNowhere(Problem.NO_RUNTIME);
      return false;
    }
    if (source < SourceVersion.RELEASE_17.ordinal()) {
      messages.sayNowhere(Problem.OLD_SOURCE, source);
      return false;
    }
    int contract = contractOfRuntime();
    if (contract != CONTRACT) {
      messages.sayNowhere(Problem.OTHER_CONTRACT, CONTRACT, contract);
    }
    return true;
  }

  /** {@return the number that the runtime gives to what generated code calls; 0 if it has none} */
  private int contractOfRuntime() {
    TypeElement reader = elements.getTypeElement(TAG_READER);
    if (reader != null) {
      for (VariableElement field : ElementFilter.fieldsIn(reader.getEnclosedElements())) {
        if (field.getSimpleName().contentEquals("CONTRACT")
            && field.getConstantValue() instanceof Integer contract) {
          return contract;
        }
      }
    }
    return 0;
  }

  /**
   * {@return whether code beside a type can mention @Generated, and is not warned of for it} Its
   * module need not read that of compilers; and where it exports the type, those who use it should.
   */
  boolean seesGenerated(TypeElement type) {
    ModuleElement module = elements.getModuleOf(type);
    if (module == null || module.isUnnamed()) {
      return elements.getTypeElement(GENERATED) != null;
    }
    // not getTypeElement, with which ECJ finds it also in a module that does not read it
    List<? extends Directive> directives = module.getDirectives();
    PackageElement ours = elements.getPackageOf(type);
    boolean exported =
        ElementFilter.exportsIn(directives).stream()
            .anyMatch(exports -> exports.getPackage().equals(ours));
    return ElementFilter.requiresIn(directives).stream()
        .filter(requires -> requires.isTransitive() || !exported)
        .anyMatch(
            requires -> requires.getDependency().getQualifiedName().contentEquals(ITS_MODULE));
  }
}
