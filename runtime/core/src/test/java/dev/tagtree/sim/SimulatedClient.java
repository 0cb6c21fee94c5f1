// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.hub.Connection;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.Subscription.Resume;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One page: what it shows, what it knows of the log, and its connection. */
final class SimulatedClient implements SimulatedSocket.Reader {
  final String name;
  private final Mutations mutations;
  private final Trace trace;

  /** Mutations that the database holds, as its node sees it. */
  private final LongSupplier data;

  final List<Tag> filter = new ArrayList<>();

  /** What the filter overlaps. */
  long wanted;

  /** Mutations that it shows. */
  long shown;

  /** Mutations that it was told of by name. */
  long told;

  /** What it has yet to fetch: its node does not reach the database. */
  private long stale;

  /** The last id. */
  String id;

  /** The last id of this connection; null if there is none yet. */
  private String here;

  private boolean greeted;

  SimulatedNode node;
  private Connection connection;
  private SimulatedSocket socket;

  SimulatedClient(String name, Mutations mutations, Trace trace, World world) {
    this.name = name;
    this.mutations = mutations;
    this.trace = trace;
    this.data = () -> world.data(node);
  }

  void want(Tag tag) {
    filter.add(tag);
  }

  /** Hears of a new mutation's tag. */
  void wants(int mutation) {
    boolean overlaps = filter.isEmpty();
    for (Tag tag : filter) {
      overlaps |= Tag.overlaps(tag, mutations.tag(mutation));
    }
    wanted |= overlaps ? Mutations.bit(mutation) : 0;
  }

  boolean isConnected() {
    return socket != null;
  }

  void connect(SimulatedNode to, Resume resume, int room) {
    node = to;
    here = null;
    greeted = false;
    socket = new SimulatedSocket(room);
    connection = to.connect(new Subscription(filter, resume), socket);
  }

  /** Loads the page's data, before it connects. */
  void load(SimulatedNode from) {
    node = from;
    stale = Mutations.ALL;
    fetch();
  }

  /** Reads what came; true if more may have come for that. */
  boolean read() {
    boolean more = socket.read(this);
    if (more) {
      node.on(connection::writable);
    }
    if (socket != null && socket.ended) {
      trace.tell(() -> name + " is disconnected");
      socket = null;
    }
    return more;
  }

  void leave() {
    node.on(connection::closed);
    socket = null;
  }

  /** The network is gone: the node does not hear of it. */
  void vanish() {
    socket.dead = true;
    socket = null;
  }

  /** Its node is gone. */
  void lose() {
    socket = null;
  }

  /** The page is loaded anew. */
  void reload() {
    id = null;
    shown = 0;
    told = 0;
    stale = 0;
  }

  private void fetch(long what) {
    stale |= what;
    fetch();
  }

  /** Fetches what is stale, if its node can. */
  void fetch() {
    if (stale != 0 && node.reachesData()) {
      long now = data.getAsLong();
      shown = shown & ~stale | now & stale;
      stale = 0;
    }
  }

  // What it is told.

  @Override
  public void hello(String verdict, String id) {
    trace.tell(() -> name + " <- hello " + verdict + " " + id);
    require(!greeted, "hello comes first, once");
    greeted = true;
    boolean moves = verdict.equals("live") || verdict.equals("new");
    require(moves == (id != null), "only live and new have an id");
    if (moves) {
      this.id = id;
      here = id;
    }
    if (verdict.equals("new")) {
      fetch(Mutations.ALL);
    }
  }

  @Override
  public void invalidate(byte[] bytes, int from, int to, String id) {
    long said = mutations.saidBy(bytes, from, to);
    trace.tell(
        () ->
            name
                + " <- "
                + new String(bytes, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1)
                + " "
                + id);
    goTo(id);
    told |= Long.bitCount(said) == 1 ? said : 0;
    fetch(said);
  }

  @Override
  public void resync(String id) {
    trace.tell(() -> name + " <- resync " + id);
    require(greeted, "hello comes first");
    this.id = id;
    here = id;
    fetch(Mutations.ALL);
  }

  @Override
  public void heartbeat(String id) {
    trace.tell(() -> name + " <- heartbeat " + id);
    goTo(id);
  }

  /** Without a resync, a connection goes on in the same history and never back. */
  private void goTo(String next) {
    require(greeted, "hello comes first");
    if (here != null) {
      int dash = here.lastIndexOf('-');
      require(
          next.length() >= here.length() && next.startsWith(here.substring(0, dash + 1)),
          "another epoch without a resync");
      require(next.length() > here.length() || next.compareTo(here) >= 0, "the position went back");
    }
    id = next;
    here = next;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(name + ": " + otherwise);
    }
  }
}
