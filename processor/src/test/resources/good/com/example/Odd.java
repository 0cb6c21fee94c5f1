package com.example;

import dev.tagtree.*;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Everything that the browser may stumble on.
 *
 * @deprecated see {@link App}
 */
@Deprecated
@TagTree(name = "Strange")
interface Odd {
  /** Names that every object has in JavaScript, and words of the language. */
  interface Names {
    Tag constructor();

    Tag name();

    Tag length();

    Tag prototype();

    Tag hasOwnProperty(String key);

    Tag valueOf();

    Tag then();

    @Name("class")
    Tag classes();

    Tag delete(String in, String function, String typeof);

    @SuppressWarnings("tagtree")
    Tag await(String await);

    Tag any();

    Tag text(String text, int integer);
  }

  /** Parameters of every type; what JavaScript cannot write is checked there. */
  interface Types {
    Tag numbers(byte b, short s, int i, long l, BigInteger big);

    Tag dates(LocalDate from, LocalDate to);

    Tag ids(UUID id, Extra.Owner owner);

    /**
     * All of <b>one</b> kind;
     * &lt;none&gt; is not one of them.
     *
     * @param kind which {@code kind}, or <i>any</i>
     * @deprecated since there are {@link #ids ids}
     */
    @Deprecated(since = "1.2", forRemoval = true)
    Tag kinds(Kind kind, Extra.Size größe);

    Tag signs(String €, String in, String in_);

    Tag twins(String in, String in_);
  }

  /** Which of them. */
  Scoped of(@Scope Extra.Owner owner, boolean hidden);

  interface Scoped {
    /** Not <code>src/**&#47;*.java</code>. */
    Tag list();

    interface Deeper {
      @Key({"deeper", "{owner}", "{then}"})
      @Name("later")
      Tag then(long then);
    }
  }
}
