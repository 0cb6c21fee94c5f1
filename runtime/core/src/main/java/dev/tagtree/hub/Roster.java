// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one I/O thread, and whose turn it is, in the order in which they asked.
 * Confined to that thread.
 *
 * <p>The queue holds places and not references: with G1 each reference that an old array is given
 * is work for another thread, and here each event would give it all connections. It holds as many
 * places as there are connections, and those of some that have left meanwhile.
 */
final class Roster {
  private static final int FIRST_CAPACITY = 16;

  /** By place; null where nobody is. */
  private @Nullable Connection[] members = new Connection[FIRST_CAPACITY];

  /** Behind the highest place that was ever taken. */
  private int top;

  /** Places below the top where nobody is, the one left last at the end. */
  private int[] free = new int[FIRST_CAPACITY];

  private int frees;

  /** A ring of places; its length is a power of two. */
  private int[] queue = new int[FIRST_CAPACITY];

  private int first;
  private int queued;

  /** {@return how many connections there are} */
  int size() {
    return top - frees;
  }

  /** Gives a newcomer a place. */
  void add(Connection connection) {
    int place = frees > 0 ? free[--frees] : top++;
    if (place == members.length) {
      members = Arrays.copyOf(members, 2 * place);
    }
    members[place] = connection;
    connection.place(place);
  }

  /** Forgets a connection; if it was its turn, it no longer is. */
  void remove(Connection connection) {
    members[connection.place()] = null;
    if (frees == free.length) {
      free = Arrays.copyOf(free, 2 * frees);
    }
    free[frees++] = connection.place();
    if (size() == 0) {
      top = 0;
      frees = 0;
    }
  }

  /** {@return all connections, as they are now} */
  List<Connection> members() {
    List<Connection> all = new ArrayList<>(size());
    for (int place = 0; place < top; place++) {
      Connection connection = members[place];
      if (connection != null) {
        all.add(connection);
      }
    }
    return all;
  }

  /**
   * Lets a connection have its turn after all that wait already. Who took the place of one that
   * left may have a turn too many, in which there is nothing to do.
   */
  void enqueue(Connection connection) {
    if (queued == queue.length) {
      int[] longer = new int[2 * queued];
      for (int i = 0; i < queued; i++) {
        longer[i] = queue[first + i & queued - 1];
      }
      queue = longer;
      first = 0;
    }
    queue[first + queued++ & queue.length - 1] = connection.place();
  }

  /** {@return whose turn it is; null if nobody waits} */
  @Nullable Connection peek() {
    while (queued > 0) {
      Connection connection = members[queue[first]];
      if (connection != null) {
        return connection;
      }
      drop();
    }
    return null;
  }

  /** {@return whose turn it is, and who waits no longer; null if nobody waits} */
  @Nullable Connection poll() {
    Connection connection = peek();
    if (connection != null) {
      drop();
    }
    return connection;
  }

  private void drop() {
    first = first + 1 & queue.length - 1;
    queued--;
  }
}
