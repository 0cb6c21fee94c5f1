// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.Locale;

/** Everything that can be wrong with a tree: an id that stays, what is wrong, and what to do. */
public enum Problem {
  NOT_AN_INTERFACE(
      1, "@TagTree must be on an interface, but '%s' is %s. Declare '%1$s' as an interface."),
  PRIVATE_TREE(2, "'%s' is private, so generated code cannot see it. Remove 'private'."),
  INSIDE_PRIVATE(
      3,
      "'%s' is inside private type '%s', so generated code cannot see it. Move it, or make '%2$s' package-private."),
  GENERIC_TYPE(5, "'%s' has type parameters. A tag tree is a fixed set of names; remove them."),
  SEALED_TYPE(
      6,
      "'%s' is sealed, so the generated groups cannot implement its interfaces. Remove 'sealed'."),
  EXTENDS(
      7,
      "'%s' extends '%s'. Trees are written out in full, so that paths can be read off the source; copy the members of '%2$s' into '%1$s'."),
  EMPTY_TREE(
      8, "'%s' declares no tags. Add a method returning Tag, or a nested interface that has one."),
  TREE_IN_TREE(9, "'%s' is already part of tree '%s'. Remove this @TagTree."),
  UNNAMED_PACKAGE(
      11,
      Severity.WARNING,
      "'%s' is in the unnamed package, so no named package can import '%s'. Add a package declaration."),
  CLASS_EXISTS(
      12,
      "Cannot create '%s': a type with that name already exists. Rename it, or choose another name with @TagTree(name = \"…\")."),
  BAD_CLASS_NAME(14, "\"%s\" is not a Java identifier. Use a name such as \"AppTags\"."),
  ENCLOSING_CLASS(
      15,
      "'%s' in '%s' would need a nested class '%s' inside '%3$s', which Java forbids. Rename it, for example to 'all'."),
  ENCLOSING_TREE(
      16,
      "'%s' in '%s' would need a nested class '%s' inside the generated '%3$s', which Java forbids. Rename it, for example to 'all'."),
  CONSTANT_CLASS(17, "'%s' would generate a class '%s' next to the constant %2$s. Rename it."),
  LONG_CLASS_NAME(
      18,
      "The class file of '%s' would be called '%s', %d bytes; file systems stop at 255. Shorten the names, or nest less."),
  DOLLAR(19, "'%s' contains '$', which Java uses to join nested class names. Rename it."),
  OTHER_RETURN_TYPE(
      20, "'%s' returns %s. A tag method returns Tag, or an interface that is nested beside it."),
  RETURNS_VOID(21, "'%s' returns nothing. Change 'void' to 'Tag'."),
  FOREIGN_GROUP(
      22,
      "'%s' returns '%s', which is not declared in '%s'. Declare the method and the interface side by side."),
  FOREIGN_TAG(23, "'%s' returns %s. Import dev.tagtree.Tag."),
  GROUP_EXTENDS(
      24,
      "Group '%s' extends '%s'. Trees are written out in full, so that paths can be read off the source; copy the members of '%2$s' into '%1$s'."),
  DEFAULT_METHOD(
      25,
      "'%s' is a default method. A tag is a method without a body; remove the body, or move the method to another class."),
  STATIC_METHOD(
      26, "'%s' is static. A tag is a method without a body; move the method to another class."),
  PRIVATE_METHOD(
      27, "'%s' is private. A tag is a method without a body; move the method to another class."),
  GENERIC_METHOD(28, "'%s' has type parameters. A tag's arguments have fixed types: %s."),
  THROWS(29, "'%s' declares 'throws %s', but building a tag never throws that. Remove it."),
  CONSTANT(
      30, Severity.WARNING, "'%s' is not part of the tree and is ignored. Move it out of '%s'."),
  NESTED_TYPE(31, "'%s' is %s; only interfaces form groups. Move it out of '%s'."),
  GENERIC_GROUP(
      33,
      "Group '%s' has type parameters or is sealed. A group is a fixed set of names; remove them."),
  EMPTY_GROUP(34, "Group '%s' has no tags below it. Add one, or remove the interface."),
  OVERLOAD(
      35, "'%s' is declared twice in '%s'. One path has one shape; give the second another name."),
  SAME_CLASS(36, "'%s' and '%s' would both become class '%s'. Rename one."),
  SAME_ACCESSOR(37, "Group '%s' and '%s' would both be given by '%s()'. Rename one."),
  CASE_ONLY(
      38,
      "'%s' and '%s' differ only in case: their class files overwrite each other on Windows and macOS. Rename one."),
  OF_OBJECT(39, "'%s' is a method of every Java object, with another result type. Rename the tag."),
  BAD_NAME(
      42,
      "'%s' cannot be sent as it is: a name is an ASCII letter, then letters, digits and '_'. Rename it, or give it a wire name with @Name(\"…\")."),
  PROTO(
      43,
      "'%s' has a special meaning in JavaScript objects. Give it another wire name with @Name(\"…\")."),
  THEN(
      44,
      Severity.WARNING,
      "'%s' has parameters, so in the browser it is a function called 'then', and 'await' would take the group around it for a promise. Give it another wire name with @Name(\"…\")."),
  TOO_DEEP(45, "'%s' is segment %d of its tags; a tag has at most 16. Nest less."),
  BAD_WIRE_NAME(
      47, "\"%s\" is not a wire name. Write an ASCII letter, then letters, digits and '_'."),
  SAME_PATH(49, "'%s' and '%s' both have the path \"%s\". Change one of the names."),
  NO_EFFECT(
      51,
      Severity.WARNING,
      "@%s has no effect on '%s', which is not a part of a @TagTree interface. Remove it, or import the @%1$s that is meant."),
  UNSUPPORTED_TYPE(52, "Parameter '%s' is of type %s. Arguments are " + ArgType.ALLOWED + "."),
  ARRAY(53, "'%s' is %s. A tag names one thing; pass one id, or build one tag for each."),
  BOXED(54, "'%s' is %s, which can be null. Use %s."),
  FLOATING_POINT(
      55,
      "'%s' is a %s, which Java and JavaScript write differently, so the tags would not match. Use a String that you format yourself."),
  CHARACTER(56, "'%s' is a %s; half of a surrogate pair is not text. Use String."),
  DATE_TIME(
      57,
      "'%s' is %s, which Java and JavaScript write differently. Use LocalDate, or a long of epoch milliseconds."),
  RECORD_SHAPE(
      58,
      "Record '%s' cannot be an argument: only records with exactly one component, without type parameters, can. Write the components as parameters."),
  INVISIBLE_TYPE(59, "'%s' is not visible from '%s'. Make it public."),
  MISSING_TYPE(61, "'%s' uses '%s', which does not exist. %s"),
  TOO_MANY_VALUES(
      62, "Tags of '%s' would have %d values; a tag has at most 16. Use fewer parameters."),
  NULLABLE(
      63,
      "Parameter '%s' is nullable, but a tag argument cannot be null. Remove the annotation, and declare a second tag for the case without it."),
  RECORD_CYCLE(
      64,
      "The component of record '%s' is a record again. Use the inner one, or its value, as the parameter."),
  TOO_MANY_MEMBERS(
      65,
      "Group '%s' has %d members, whose names and types are more than one class file holds. Put some of them into groups of their own."),
  TOO_MANY_CLASSES(
      66, "'%s' has %d tags and groups, more than one class can nest. Split it into two trees."),
  NO_RUNTIME(
      68,
      "TagTree's processor runs, but its runtime is not on the class path. Add the dependency dev.tagtree:tagtree-core."),
  OTHER_CONTRACT(
      69,
      Severity.WARNING,
      "The processor writes code for contract %d of the runtime, but the runtime on the class path has contract %s. Use tagtree-processor and tagtree-core of the same release."),
  UNKNOWN_OPTION(
      70, "'-A%s' is not an option of TagTree. Did you mean '-Atagtree.baseline=<file>'?"),
  OLD_SOURCE(
      71,
      "The sources are read as Java %d, but generated code needs Java 17. Compile with --release 17 or later."),
  CANNOT_WRITE(72, "Cannot write %s: %s."),
  RESERVED_IN_BROWSER(
      73,
      "'%s' is what the browser calls to get a group's text. Give it another wire name with @Name(\"…\")."),
  TWO_METHODS(
      74,
      "'%s' and '%s' both return '%s'. A group has one name; give the second an interface of its own."),
  ROOT_PARSE(
      75,
      "'parse(String)' at the root would hide the generated 'parse'. Rename the tag, and keep its wire name with @Name(\"parse\")."),
  OBJECT_ACCESSOR(
      76,
      "Parameter '%s' would need an accessor '%1$s()', which every Java object has already. Rename the parameter."),
  UNKNOWN_PARAMETER(77, "@Key mentions '{%s}', but '%s' has no such parameter.%s Use %s."),
  EMPTY_KEY(78, "@Key of '%s' has no elements. Remove it, or write the query key."),
  KEY_ON_GROUP(79, "'%s' is a group, and only leaves have query keys. Remove @Key."),
  EXPORT_NAME(
      80,
      "\"%s\" would be exported to the browser as '%s', which is no name there, or a taken one. Choose another, such as @TagTree(name = \"AppTags\")."),
  ACCESSOR_NAME(
      81,
      "Group '%s' would be given by '%s()', a name that Java does not allow here. Declare a method with another name that returns '%1$s', with @Name(\"%2$s\")."),
  MISSING_CONSTANT(
      82,
      "@%s of '%s' mentions a constant that does not exist while the tree is read. Write the text itself, or a constant that is not generated from this tree."),
  REMOVED_PATH(
      83,
      "'%s' was released, but the tree has it no longer, so tags of clients that know it match nothing. %scopy the new schema over %s."),
  CHANGED_SHAPE(
      84,
      "'%s' was released as %s and is %s now, so tags of clients that know it match nothing. Give the new one another name, or copy the new schema over %s."),
  UNREADABLE_BASELINE(
      85,
      "The baseline %s cannot be read: %s. Copy the schema of the last release there, or remove -Atagtree.baseline."),
  HIDING_CONSTANT(
      86,
      "Constant '%s' would hide what the generated group '%s' mentions by that name. Move it out of '%2$s'."),
  HIDING_GROUP(
      87,
      "Group '%s' would hide the package of that name in the generated class. Give the interface a name in upper case."),
  BUG(99, "TagTree failed on '%s'. This is a bug in TagTree; please report it with this trace: %s");

  private final int number;
  private final Severity severity;
  private final String template;

  Problem(int number, String template) {
    this(number, Severity.ERROR, template);
  }

  Problem(int number, Severity severity, String template) {
    this.number = number;
    this.severity = severity;
    this.template = template;
  }

  private enum Severity {
    ERROR,
    WARNING
  }

  /** {@return TT and three digits, which no other problem ever has} */
  public String id() {
    return String.format(Locale.ROOT, "TT%03d", number);
  }

  /** {@return whether it is more than a warning} */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@return the id, and what is wrong with something} */
  public String message(Object... arguments) {
    return "[" + id() + "] " + String.format(Locale.ROOT, template, arguments);
  }
}
