package com.example;

import dev.tagtree.Arg;
import dev.tagtree.PlainLeaf;
import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.TagLeaf;
import dev.tagtree.TagReader;
import java.lang.Boolean;
import java.lang.Byte;
import java.lang.Deprecated;
import java.lang.Integer;
import java.lang.Long;
import java.lang.Object;
import java.lang.Override;
import java.lang.Short;
import java.lang.String;
import java.lang.SuppressWarnings;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import javax.annotation.processing.Generated;

/**
 * The tags that {@link Odd} declares.
 */
@Generated("dev.tagtree.processor.TagTreeProcessor")
@SuppressWarnings({
    "deprecation",
    "removal"
})
@Deprecated
final class Strange {
  /**
   * Every tag of the tree: {@code *}.
   */
  public static final TagGroup ALL = new TagGroup("com.example.Odd#d2a8393c769288a2",
      "names.any names.await(*) names.class names.constructor names.delete(*,*,*) names.hasOwnProperty(*) names.length names.name names.prototype names.text(*,*) names.then names.valueOf of(@,*).deeper.later(*) of(@,*).list types.dates(*,*) types.ids(*,*) types.kinds(*,*) types.numbers(*,*,*,*,*) types.signs(*,*,*) types.twins(*,*)") {};

  private Strange() {
  }

  /**
   * {@return the group {@code names}}
   */
  public static Names names() {
    return Names.INSTANCE;
  }

  /**
   * {@return the group {@code types}}
   */
  public static Types types() {
    return Types.INSTANCE;
  }

  /**
   * {@return the group {@code of}}
   */
  public static Scoped of(Extra.Owner owner, boolean hidden) {
    return new Scoped(ALL, Objects.requireNonNull(owner, "owner").value(), hidden);
  }

  /**
   * {@return the group {@code of}}
   */
  public static Scoped of(Arg<Extra.Owner> owner, Arg<Boolean> hidden) {
    return new Scoped(ALL,
        Objects.requireNonNull(owner, "owner").isAny() ? owner : owner.get().value(), hidden);
  }

  /**
   * {@return the tag with this canonical text, of the class that is generated for it}
   *
   * @throws dev.tagtree.InvalidTagException if it is not canonical or not of this tree
   */
  public static Tag parse(String text) {
    TagReader in = TagReader.of(text);
    return in.end(read(in));
  }

  private static Tag read(TagReader in) {
    switch (in.next()) {
      case "*": return ALL;
      case "names": return names().read(in);
      case "types": return types().read(in);
      case "of": return of(in.as(in.uuid(), Extra.Owner::new), in.bool()).read(in);
      default: throw in.unknown();
    }
  }

  /**
   * The group of every tag below {@link Odd.Names}.
   */
  public static final class Names extends TagGroup implements Odd.Names {
    /**
     * {@value}
     */
    public static final String PATH = "names";

    private static final Names INSTANCE = new Names();

    private Names() {
      super(ALL, "any await(*) class constructor delete(*,*,*) hasOwnProperty(*) length name prototype text(*,*) then valueOf", "names");
    }

    /**
     * {@return the tag {@code names.constructor}}
     */
    @Override
    public Constructor constructor() {
      return (Constructor) Constructor.INSTANCE;
    }

    /**
     * {@return the tag {@code names.name}}
     */
    @Override
    public Name name() {
      return (Name) Name.INSTANCE;
    }

    /**
     * {@return the tag {@code names.length}}
     */
    @Override
    public Length length() {
      return (Length) Length.INSTANCE;
    }

    /**
     * {@return the tag {@code names.prototype}}
     */
    @Override
    public Prototype prototype() {
      return (Prototype) Prototype.INSTANCE;
    }

    /**
     * {@return the tag {@code names.hasOwnProperty}}
     */
    @Override
    public HasOwnProperty hasOwnProperty(String key) {
      return new HasOwnProperty(this, key);
    }

    /**
     * {@return the tag {@code names.hasOwnProperty}}
     */
    public Tag hasOwnProperty(Arg<String> key) {
      if (Objects.requireNonNull(key, "key").isAny()) {
        return new PlainLeaf(this, "hasOwnProperty", key);
      }
      return hasOwnProperty(key.get());
    }

    /**
     * {@return the tag {@code names.valueOf}}
     */
    @Override
    public ValueOf valueOf() {
      return (ValueOf) ValueOf.INSTANCE;
    }

    /**
     * {@return the tag {@code names.then}}
     */
    @Override
    public Then then() {
      return (Then) Then.INSTANCE;
    }

    /**
     * {@return the tag {@code names.class}}
     */
    @Override
    public Classes classes() {
      return (Classes) Classes.INSTANCE;
    }

    /**
     * {@return the tag {@code names.delete}}
     */
    @Override
    public Delete delete(String in, String function, String typeof) {
      return new Delete(this, in, function, typeof);
    }

    /**
     * {@return the tag {@code names.delete}}
     */
    public Tag delete(Arg<String> in, Arg<String> function, Arg<String> typeof) {
      if (Objects.requireNonNull(in, "in").isAny()
          | Objects.requireNonNull(function, "function").isAny()
          | Objects.requireNonNull(typeof, "typeof").isAny()) {
        return new PlainLeaf(this, "delete", in, function, typeof);
      }
      return delete(in.get(), function.get(), typeof.get());
    }

    /**
     * {@return the tag {@code names.await}}
     */
    @Override
    public Await await(String await) {
      return new Await(this, await);
    }

    /**
     * {@return the tag {@code names.await}}
     */
    public Tag await(Arg<String> await) {
      if (Objects.requireNonNull(await, "await").isAny()) {
        return new PlainLeaf(this, "await", await);
      }
      return await(await.get());
    }

    /**
     * {@return the tag {@code names.any}}
     */
    @Override
    public Any any() {
      return (Any) Any.INSTANCE;
    }

    /**
     * {@return the tag {@code names.text}}
     */
    @Override
    public Text text(String text, int integer) {
      return new Text(this, text, integer);
    }

    /**
     * {@return the tag {@code names.text}}
     */
    public Tag text(Arg<String> text, Arg<Integer> integer) {
      if (Objects.requireNonNull(text, "text").isAny()
          | Objects.requireNonNull(integer, "integer").isAny()) {
        return new PlainLeaf(this, "text", text, integer);
      }
      return text(text.get(), integer.get());
    }

    private Tag read(TagReader in) {
      switch (in.next()) {
        case "*": return this;
        case "constructor": return Constructor.INSTANCE;
        case "name": return Name.INSTANCE;
        case "length": return Length.INSTANCE;
        case "prototype": return Prototype.INSTANCE;
        case "hasOwnProperty": return hasOwnProperty(in.text());
        case "valueOf": return ValueOf.INSTANCE;
        case "then": return Then.INSTANCE;
        case "class": return Classes.INSTANCE;
        case "delete": return delete(in.text(), in.text(), in.text());
        case "await": return await(in.text());
        case "any": return Any.INSTANCE;
        case "text": return text(in.text(), in.integer());
        default: throw in.unknown();
      }
    }

    /**
     * The leaf {@code names.constructor}.
     */
    public static final class Constructor extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.constructor";

      private static final TagLeaf INSTANCE = new Constructor();

      private Constructor() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.name}.
     */
    public static final class Name extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.name";

      private static final TagLeaf INSTANCE = new Name();

      private Name() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.length}.
     */
    public static final class Length extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.length";

      private static final TagLeaf INSTANCE = new Length();

      private Length() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.prototype}.
     */
    public static final class Prototype extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.prototype";

      private static final TagLeaf INSTANCE = new Prototype();

      private Prototype() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.hasOwnProperty}.
     */
    public static final class HasOwnProperty extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.hasOwnProperty";

      private final String key;

      private HasOwnProperty(TagGroup parent, String key) {
        super(parent, "hasOwnProperty(key)", key);
        this.key = key;
      }

      /**
       * {@return the argument {@code key}}
       */
      public String key() {
        return key;
      }
    }

    /**
     * The leaf {@code names.valueOf}.
     */
    public static final class ValueOf extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.valueOf";

      private static final TagLeaf INSTANCE = new ValueOf();

      private ValueOf() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.then}.
     */
    public static final class Then extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.then";

      private static final TagLeaf INSTANCE = new Then();

      private Then() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.class}.
     */
    public static final class Classes extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.class";

      private static final TagLeaf INSTANCE = new Classes();

      private Classes() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.delete}.
     */
    public static final class Delete extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.delete";

      private final String in;

      private final String function;

      private final String typeof;

      private Delete(TagGroup parent, String in, String function, String typeof) {
        super(parent, "delete(in,function,typeof)", in, function, typeof);
        this.in = in;
        this.function = function;
        this.typeof = typeof;
      }

      /**
       * {@return the argument {@code in}}
       */
      public String in() {
        return in;
      }

      /**
       * {@return the argument {@code function}}
       */
      public String function() {
        return function;
      }

      /**
       * {@return the argument {@code typeof}}
       */
      public String typeof() {
        return typeof;
      }
    }

    /**
     * The leaf {@code names.await}.
     */
    public static final class Await extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.await";

      private final String await;

      private Await(TagGroup parent, String await) {
        super(parent, "await(await)", await);
        this.await = await;
      }

      /**
       * {@return the argument {@code await}}
       */
      public String await() {
        return await;
      }
    }

    /**
     * The leaf {@code names.any}.
     */
    public static final class Any extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.any";

      private static final TagLeaf INSTANCE = new Any();

      private Any() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code names.text}.
     */
    public static final class Text extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "names.text";

      private final String text;

      private final int integer;

      private Text(TagGroup parent, String text, int integer) {
        super(parent, "text(text,integer)", text, integer);
        this.text = text;
        this.integer = integer;
      }

      /**
       * {@return the argument {@code text}}
       */
      public String text() {
        return text;
      }

      /**
       * {@return the argument {@code integer}}
       */
      public int integer() {
        return integer;
      }
    }
  }

  /**
   * The group of every tag below {@link Odd.Types}.
   */
  public static final class Types extends TagGroup implements Odd.Types {
    /**
     * {@value}
     */
    public static final String PATH = "types";

    private static final Types INSTANCE = new Types();

    private Types() {
      super(ALL, "dates(*,*) ids(*,*) kinds(*,*) numbers(*,*,*,*,*) signs(*,*,*) twins(*,*)", "types");
    }

    /**
     * {@return the tag {@code types.numbers}}
     */
    @Override
    public Numbers numbers(byte b, short s, int i, long l, BigInteger big) {
      return new Numbers(this, b, s, i, l, big);
    }

    /**
     * {@return the tag {@code types.numbers}}
     */
    public Tag numbers(Arg<Byte> b, Arg<Short> s, Arg<Integer> i, Arg<Long> l,
        Arg<BigInteger> big) {
      if (Objects.requireNonNull(b, "b").isAny() | Objects.requireNonNull(s, "s").isAny()
          | Objects.requireNonNull(i, "i").isAny() | Objects.requireNonNull(l, "l").isAny()
          | Objects.requireNonNull(big, "big").isAny()) {
        return new PlainLeaf(this, "numbers", b, s, i, l, big);
      }
      return numbers(b.get(), s.get(), i.get(), l.get(), big.get());
    }

    /**
     * {@return the tag {@code types.dates}}
     */
    @Override
    public Dates dates(LocalDate from, LocalDate to) {
      return new Dates(this, from, to);
    }

    /**
     * {@return the tag {@code types.dates}}
     */
    public Tag dates(Arg<LocalDate> from, Arg<LocalDate> to) {
      if (Objects.requireNonNull(from, "from").isAny() | Objects.requireNonNull(to, "to").isAny()) {
        return new PlainLeaf(this, "dates", from, to);
      }
      return dates(from.get(), to.get());
    }

    /**
     * {@return the tag {@code types.ids}}
     */
    @Override
    public Ids ids(UUID id, Extra.Owner owner) {
      return new Ids(this, id, owner);
    }

    /**
     * {@return the tag {@code types.ids}}
     */
    public Tag ids(Arg<UUID> id, Arg<Extra.Owner> owner) {
      if (Objects.requireNonNull(id, "id").isAny()
          | Objects.requireNonNull(owner, "owner").isAny()) {
        return new PlainLeaf(this, "ids", id,
            Objects.requireNonNull(owner, "owner").isAny() ? owner : owner.get().value());
      }
      return ids(id.get(), owner.get());
    }

    /**
     * {@return the tag {@code types.kinds}}
     */
    @Deprecated(
        since = "1.2",
        forRemoval = true
    )
    @Override
    public Kinds kinds(Kind kind, Extra.Size gr\u00f6\u00dfe) {
      return new Kinds(this, kind, gr\u00f6\u00dfe);
    }

    /**
     * {@return the tag {@code types.kinds}}
     */
    @Deprecated(
        since = "1.2",
        forRemoval = true
    )
    public Tag kinds(Arg<Kind> kind, Arg<Extra.Size> gr\u00f6\u00dfe) {
      if (Objects.requireNonNull(kind, "kind").isAny()
          | Objects.requireNonNull(gr\u00f6\u00dfe, "gr\u00f6\u00dfe").isAny()) {
        return new PlainLeaf(this, "kinds", kind, gr\u00f6\u00dfe);
      }
      return kinds(kind.get(), gr\u00f6\u00dfe.get());
    }

    /**
     * {@return the tag {@code types.signs}}
     */
    @Override
    public Signs signs(String \u20ac, String in, String in_) {
      return new Signs(this, \u20ac, in, in_);
    }

    /**
     * {@return the tag {@code types.signs}}
     */
    public Tag signs(Arg<String> \u20ac, Arg<String> in, Arg<String> in_) {
      if (Objects.requireNonNull(\u20ac, "\u20ac").isAny() | Objects.requireNonNull(in, "in").isAny()
          | Objects.requireNonNull(in_, "in_").isAny()) {
        return new PlainLeaf(this, "signs", \u20ac, in, in_);
      }
      return signs(\u20ac.get(), in.get(), in_.get());
    }

    /**
     * {@return the tag {@code types.twins}}
     */
    @Override
    public Twins twins(String in, String in_) {
      return new Twins(this, in, in_);
    }

    /**
     * {@return the tag {@code types.twins}}
     */
    public Tag twins(Arg<String> in, Arg<String> in_) {
      if (Objects.requireNonNull(in, "in").isAny() | Objects.requireNonNull(in_, "in_").isAny()) {
        return new PlainLeaf(this, "twins", in, in_);
      }
      return twins(in.get(), in_.get());
    }

    private Tag read(TagReader in) {
      switch (in.next()) {
        case "*": return this;
        case "numbers": return numbers(in.byteInteger(), in.shortInteger(), in.integer(),
            in.longInteger(), in.bigInteger());
        case "dates": return dates(in.date(), in.date());
        case "ids": return ids(in.uuid(), in.as(in.uuid(), Extra.Owner::new));
        case "kinds": return kinds(in.constant(Kind.class), in.constant(Extra.Size.class));
        case "signs": return signs(in.text(), in.text(), in.text());
        case "twins": return twins(in.text(), in.text());
        default: throw in.unknown();
      }
    }

    /**
     * The leaf {@code types.numbers}.
     */
    public static final class Numbers extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "types.numbers";

      private final byte b;

      private final short s;

      private final int i;

      private final long l;

      private final BigInteger big;

      private Numbers(TagGroup parent, byte b, short s, int i, long l, BigInteger big) {
        super(parent, "numbers(b,s,i,l,big)", b, s, i, l, big);
        this.b = b;
        this.s = s;
        this.i = i;
        this.l = l;
        this.big = big;
      }

      /**
       * {@return the argument {@code b}}
       */
      public byte b() {
        return b;
      }

      /**
       * {@return the argument {@code s}}
       */
      public short s() {
        return s;
      }

      /**
       * {@return the argument {@code i}}
       */
      public int i() {
        return i;
      }

      /**
       * {@return the argument {@code l}}
       */
      public long l() {
        return l;
      }

      /**
       * {@return the argument {@code big}}
       */
      public BigInteger big() {
        return big;
      }
    }

    /**
     * The leaf {@code types.dates}.
     */
    public static final class Dates extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "types.dates";

      private final LocalDate from;

      private final LocalDate to;

      private Dates(TagGroup parent, LocalDate from, LocalDate to) {
        super(parent, "dates(from,to)", from, to);
        this.from = from;
        this.to = to;
      }

      /**
       * {@return the argument {@code from}}
       */
      public LocalDate from() {
        return from;
      }

      /**
       * {@return the argument {@code to}}
       */
      public LocalDate to() {
        return to;
      }
    }

    /**
     * The leaf {@code types.ids}.
     */
    public static final class Ids extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "types.ids";

      private final UUID id;

      private final Extra.Owner owner;

      private Ids(TagGroup parent, UUID id, Extra.Owner owner) {
        super(parent, "ids(id,owner)", id, Objects.requireNonNull(owner, "owner").value());
        this.id = id;
        this.owner = owner;
      }

      /**
       * {@return the argument {@code id}}
       */
      public UUID id() {
        return id;
      }

      /**
       * {@return the argument {@code owner}}
       */
      public Extra.Owner owner() {
        return owner;
      }
    }

    /**
     * The leaf {@code types.kinds}.
     */
    @Deprecated(
        since = "1.2",
        forRemoval = true
    )
    public static final class Kinds extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "types.kinds";

      private final Kind kind;

      private final Extra.Size gr\u00f6\u00dfe;

      private Kinds(TagGroup parent, Kind kind, Extra.Size gr\u00f6\u00dfe) {
        super(parent, "kinds(kind,gr\u00f6\u00dfe)", kind, gr\u00f6\u00dfe);
        this.kind = kind;
        this.gr\u00f6\u00dfe = gr\u00f6\u00dfe;
      }

      /**
       * {@return the argument {@code kind}}
       */
      public Kind kind() {
        return kind;
      }

      /**
       * {@return the argument {@code gr\u00f6\u00dfe}}
       */
      public Extra.Size gr\u00f6\u00dfe() {
        return gr\u00f6\u00dfe;
      }
    }

    /**
     * The leaf {@code types.signs}.
     */
    public static final class Signs extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "types.signs";

      private final String \u20ac;

      private final String in;

      private final String in_;

      private Signs(TagGroup parent, String \u20ac, String in, String in_) {
        super(parent, "signs(\u20ac,in,in_)", \u20ac, in, in_);
        this.\u20ac = \u20ac;
        this.in = in;
        this.in_ = in_;
      }

      /**
       * {@return the argument {@code \u20ac}}
       */
      public String \u20ac() {
        return \u20ac;
      }

      /**
       * {@return the argument {@code in}}
       */
      public String in() {
        return in;
      }

      /**
       * {@return the argument {@code in_}}
       */
      public String in_() {
        return in_;
      }
    }

    /**
     * The leaf {@code types.twins}.
     */
    public static final class Twins extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "types.twins";

      private final String in;

      private final String in_;

      private Twins(TagGroup parent, String in, String in_) {
        super(parent, "twins(in,in_)", in, in_);
        this.in = in;
        this.in_ = in_;
      }

      /**
       * {@return the argument {@code in}}
       */
      public String in() {
        return in;
      }

      /**
       * {@return the argument {@code in_}}
       */
      public String in_() {
        return in_;
      }
    }
  }

  /**
   * The group of every tag below {@link Odd.Scoped}.
   */
  public static final class Scoped extends TagGroup implements Odd.Scoped {
    /**
     * {@value}
     */
    public static final String PATH = "of";

    private Scoped(TagGroup parent, Object... values) {
      super(parent, "deeper.later(*) list", "of(owner,hidden)", values);
    }

    /**
     * {@return the tag {@code of.list}}
     */
    @Override
    public List list() {
      return new List(this);
    }

    /**
     * {@return the group {@code of.deeper}}
     */
    public Deeper deeper() {
      return new Deeper(this);
    }

    private Tag read(TagReader in) {
      switch (in.next()) {
        case "*": return this;
        case "list": return list();
        case "deeper": return deeper().read(in);
        default: throw in.unknown();
      }
    }

    /**
     * The leaf {@code of.list}.
     */
    public static final class List extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "of.list";

      private List(TagGroup parent) {
        super(parent, "list");
      }
    }

    /**
     * The group of every tag below {@link Odd.Scoped.Deeper}.
     */
    public static final class Deeper extends TagGroup implements Odd.Scoped.Deeper {
      /**
       * {@value}
       */
      public static final String PATH = "of.deeper";

      private Deeper(TagGroup parent) {
        super(parent, "later(*)", "deeper");
      }

      /**
       * {@return the tag {@code of.deeper.later}}
       */
      @Override
      public Then then(long then) {
        return new Then(this, then);
      }

      /**
       * {@return the tag {@code of.deeper.later}}
       */
      public Tag then(Arg<Long> then) {
        if (Objects.requireNonNull(then, "then").isAny()) {
          return new PlainLeaf(this, Then.KEY, "later", then);
        }
        return then(then.get());
      }

      private Tag read(TagReader in) {
        switch (in.next()) {
          case "*": return this;
          case "later": return then(in.longInteger());
          default: throw in.unknown();
        }
      }

      /**
       * The leaf {@code of.deeper.later}.
       */
      public static final class Then extends TagLeaf {
        /**
         * {@value}
         */
        public static final String PATH = "of.deeper.later";

        private static final String[] KEY = {"deeper", "{0}", "{2}"};

        private final long then;

        private Then(TagGroup parent, long then) {
          super(parent, KEY, "later(then)", then);
          this.then = then;
        }

        /**
         * {@return the argument {@code then}}
         */
        public long then() {
          return then;
        }
      }
    }
  }
}
