// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import dev.tagtree.Name;
import dev.tagtree.Scope;
import dev.tagtree.Tag;
import dev.tagtree.TagTree;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.UUID;

/** A tree with every kind of member and parameter, whose generated module is tested. */
@TagTree
interface Catalog {
  /** What is sold. */
  interface Products {
    /** All products. */
    Tag list();

    /** One product. */
    Tag byName(String name);

    Tag bySku(ContractIT.Sku sku);

    Tag byNumbers(int a, long b, short c, byte d, BigInteger e);

    Tag byFlag(boolean hidden);

    Tag byColor(ContractIT.Color color);

    Tag byUuid(UUID id);

    Tag inRange(LocalDate from, LocalDate to);

    @Name("renamed")
    Tag oldName();
  }

  Org org(@Scope String org);

  /** What belongs to one organisation. */
  interface Org {
    Tag profile();

    /** Its people. */
    interface Members {
      Tag list();

      Tag byId(String id);
    }
  }

  /** Names that every object or function has in JavaScript, and words of the language. */
  interface Words {
    Tag constructor();

    Tag name();

    Tag length();

    Tag prototype();

    Tag valueOf();

    Tag hasOwnProperty(String key);

    Tag then();

    Tag any();

    @Name("class")
    Tag classes();

    Tag delete(String in, String function);

    /**
     * Two names that would be one in JavaScript.
     *
     * @deprecated ask for {@link #delete one}
     */
    @Deprecated
    Tag twins(String in, String in_);
  }

  Tag health();
}
