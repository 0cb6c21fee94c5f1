package com.example;

import dev.tagtree.Arg;
import dev.tagtree.PlainLeaf;
import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.TagLeaf;
import dev.tagtree.TagReader;
import java.lang.Deprecated;
import java.lang.Long;
import java.lang.Object;
import java.lang.Override;
import java.lang.String;
import java.lang.SuppressWarnings;
import java.time.LocalDate;
import java.util.Objects;
import javax.annotation.processing.Generated;

/**
 * The tags that {@link App} declares.
 */
@Generated("dev.tagtree.processor.TagTreeProcessor")
@SuppressWarnings({
    "deprecation",
    "removal"
})
public final class AppTags {
  /**
   * Every tag of the tree: {@code *}.
   */
  public static final TagGroup ALL = new TagGroup("com.example.App#86d326cb3ccf7aff",
      "health notes.list org(@).members.list org(@).ofKind(*,*) org(@).profile todos.byId(*) todos.inRange(*,*) todos.list todos.summary") {};

  private AppTags() {
  }

  /**
   * {@return the tag {@code health}}
   */
  public static Health health() {
    return (Health) Health.INSTANCE;
  }

  /**
   * {@return the group {@code todos}}
   */
  public static Todos todos() {
    return Todos.INSTANCE;
  }

  /**
   * {@return the group {@code notes}}
   */
  public static Notes notes() {
    return Notes.INSTANCE;
  }

  /**
   * {@return the group {@code org}}
   */
  public static Org org(String org) {
    return new Org(ALL, org);
  }

  /**
   * {@return the group {@code org}}
   */
  public static Org org(Arg<String> org) {
    return new Org(ALL, org);
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
      case "health": return Health.INSTANCE;
      case "todos": return todos().read(in);
      case "notes": return notes().read(in);
      case "org": return org(in.text()).read(in);
      default: throw in.unknown();
    }
  }

  /**
   * The leaf {@code health}.
   */
  public static final class Health extends TagLeaf {
    /**
     * {@value}
     */
    public static final String PATH = "health";

    private static final TagLeaf INSTANCE = new Health();

    private Health() {
      super(PATH);
    }
  }

  /**
   * The group of every tag below {@link App.Todos}.
   */
  public static final class Todos extends TagGroup implements App.Todos {
    /**
     * {@value}
     */
    public static final String PATH = "todos";

    private static final Todos INSTANCE = new Todos();

    private Todos() {
      super(ALL, "byId(*) inRange(*,*) list summary", "todos");
    }

    /**
     * {@return the tag {@code todos.list}}
     */
    @Override
    public List list() {
      return (List) List.INSTANCE;
    }

    /**
     * {@return the tag {@code todos.summary}}
     */
    @Override
    public Summary summary() {
      return (Summary) Summary.INSTANCE;
    }

    /**
     * {@return the tag {@code todos.byId}}
     */
    @Override
    public ById byId(String id) {
      return new ById(this, id);
    }

    /**
     * {@return the tag {@code todos.byId}}
     */
    public Tag byId(Arg<String> id) {
      if (Objects.requireNonNull(id, "id").isAny()) {
        return new PlainLeaf(this, ById.KEY, "byId", id);
      }
      return byId(id.get());
    }

    /**
     * {@return the tag {@code todos.inRange}}
     */
    @Override
    public InRange inRange(LocalDate from, LocalDate to) {
      return new InRange(this, from, to);
    }

    /**
     * {@return the tag {@code todos.inRange}}
     */
    public Tag inRange(Arg<LocalDate> from, Arg<LocalDate> to) {
      if (Objects.requireNonNull(from, "from").isAny() | Objects.requireNonNull(to, "to").isAny()) {
        return new PlainLeaf(this, "inRange", from, to);
      }
      return inRange(from.get(), to.get());
    }

    private Tag read(TagReader in) {
      switch (in.next()) {
        case "*": return this;
        case "list": return List.INSTANCE;
        case "summary": return Summary.INSTANCE;
        case "byId": return byId(in.text());
        case "inRange": return inRange(in.date(), in.date());
        default: throw in.unknown();
      }
    }

    /**
     * The leaf {@code todos.list}.
     */
    public static final class List extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "todos.list";

      private static final TagLeaf INSTANCE = new List();

      private List() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code todos.summary}.
     */
    public static final class Summary extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "todos.summary";

      private static final TagLeaf INSTANCE = new Summary();

      private Summary() {
        super(PATH);
      }
    }

    /**
     * The leaf {@code todos.byId}.
     */
    public static final class ById extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "todos.byId";

      private static final String[] KEY = {"todo", "{0}"};

      private final String id;

      private ById(TagGroup parent, String id) {
        super(parent, KEY, "byId(id)", id);
        this.id = id;
      }

      /**
       * {@return the argument {@code id}}
       */
      public String id() {
        return id;
      }
    }

    /**
     * The leaf {@code todos.inRange}.
     */
    public static final class InRange extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "todos.inRange";

      private final LocalDate from;

      private final LocalDate to;

      private InRange(TagGroup parent, LocalDate from, LocalDate to) {
        super(parent, "inRange(from,to)", from, to);
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
  }

  /**
   * The group of every tag below {@link App.Notes}.
   */
  public static final class Notes extends TagGroup implements App.Notes {
    /**
     * {@value}
     */
    public static final String PATH = "notes";

    private static final Notes INSTANCE = new Notes();

    private Notes() {
      super(ALL, "list", "notes");
    }

    /**
     * {@return the tag {@code notes.list}}
     */
    @Override
    public List list() {
      return (List) List.INSTANCE;
    }

    private Tag read(TagReader in) {
      switch (in.next()) {
        case "*": return this;
        case "list": return List.INSTANCE;
        default: throw in.unknown();
      }
    }

    /**
     * The leaf {@code notes.list}.
     */
    public static final class List extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "notes.list";

      private static final TagLeaf INSTANCE = new List();

      private List() {
        super(PATH);
      }
    }
  }

  /**
   * The group of every tag below {@link App.Org}.
   */
  public static final class Org extends TagGroup implements App.Org {
    /**
     * {@value}
     */
    public static final String PATH = "org";

    private Org(TagGroup parent, Object... values) {
      super(parent, "members.list ofKind(*,*) profile", "org(org)", values);
    }

    /**
     * {@return the tag {@code org.profile}}
     */
    @Override
    public Profile profile() {
      return new Profile(this);
    }

    /**
     * {@return the tag {@code org.ofKind}}
     */
    @Deprecated
    @Override
    public OfKind ofKind(Kind kind, long page) {
      return new OfKind(this, kind, page);
    }

    /**
     * {@return the tag {@code org.ofKind}}
     */
    @Deprecated
    public Tag ofKind(Arg<Kind> kind, Arg<Long> page) {
      if (Objects.requireNonNull(kind, "kind").isAny()
          | Objects.requireNonNull(page, "page").isAny()) {
        return new PlainLeaf(this, "ofKind", kind, page);
      }
      return ofKind(kind.get(), page.get());
    }

    /**
     * {@return the group {@code org.members}}
     */
    public Members members() {
      return new Members(this);
    }

    private Tag read(TagReader in) {
      switch (in.next()) {
        case "*": return this;
        case "profile": return profile();
        case "ofKind": return ofKind(in.constant(Kind.class), in.longInteger());
        case "members": return members().read(in);
        default: throw in.unknown();
      }
    }

    /**
     * The leaf {@code org.profile}.
     */
    public static final class Profile extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "org.profile";

      private Profile(TagGroup parent) {
        super(parent, "profile");
      }
    }

    /**
     * The leaf {@code org.ofKind}.
     */
    @Deprecated
    public static final class OfKind extends TagLeaf {
      /**
       * {@value}
       */
      public static final String PATH = "org.ofKind";

      private final Kind kind;

      private final long page;

      private OfKind(TagGroup parent, Kind kind, long page) {
        super(parent, "ofKind(kind,page)", kind, page);
        this.kind = kind;
        this.page = page;
      }

      /**
       * {@return the argument {@code kind}}
       */
      public Kind kind() {
        return kind;
      }

      /**
       * {@return the argument {@code page}}
       */
      public long page() {
        return page;
      }
    }

    /**
     * The group of every tag below {@link App.Org.Members}.
     */
    public static final class Members extends TagGroup implements App.Org.Members {
      /**
       * {@value}
       */
      public static final String PATH = "org.members";

      private Members(TagGroup parent) {
        super(parent, "list", "members");
      }

      /**
       * {@return the tag {@code org.members.list}}
       */
      @Override
      public List list() {
        return new List(this);
      }

      private Tag read(TagReader in) {
        switch (in.next()) {
          case "*": return this;
          case "list": return list();
          default: throw in.unknown();
        }
      }

      /**
       * The leaf {@code org.members.list}.
       */
      public static final class List extends TagLeaf {
        /**
         * {@value}
         */
        public static final String PATH = "org.members.list";

        private List(TagGroup parent) {
          super(parent, "list");
        }
      }
    }
  }
}
