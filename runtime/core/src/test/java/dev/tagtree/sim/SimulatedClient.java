// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.hub.Connection;
import dev.tagtree.hub.FakeOutlet;
import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.hub.Trace;
import dev.tagtree.log.Cursor;
import java.util.List;
import java.util.Optional;

/** A page: what it shows, what it knows of the log, and its connection. */
final class SimulatedClient {
  private final String name;
  private final List<Tag> filter;
  private final Mutations mutations;
  private final Trace trace;

  /** Mutations that the filter overlaps. */
  private long wanted;

  /** Mutations that it shows. */
  private long shown;

  /** Mutations that it was told of by name. */
  private long told;

  /** Mutations that it has yet to fetch: its node does not reach the database. */
  private long stale;

  /** The last id; null while it has none. */
  private String id;

  /** The last id of this connection; null if there is none yet. */
  private String here;

  private boolean greeted;

  private SimulatedNode node;
  private Connection connection;

  /** Null while it is not connected. */
  private FakeOutlet socket;

  SimulatedClient(String name, List<Tag> filter, Mutations mutations, Trace trace) {
    this.name = name;
    this.filter = filter;
    this.mutations = mutations;
    this.trace = trace;
  }

  /** Hears of a new mutation's tag. */
  void wants(int mutation) {
    boolean overlaps = filter.isEmpty();
    for (Tag tag : filter) {
      overlaps |= Tag.overlaps(tag, mutations.tag(mutation));
    }
    wanted |= overlaps ? Mutations.bit(mutation) : 0;
  }

  // Its connection.

  boolean isConnected() {
    return socket != null;
  }

  boolean isConnectedTo(SimulatedNode one) {
    return isConnected() && node == one;
  }

  /** {@return whether it has no position yet} */
  boolean isNew() {
    return id == null;
  }

  /** {@return its position; empty if it has none} */
  Optional<Cursor> cursor() {
    return id == null ? Optional.empty() : Cursor.parse(id);
  }

  void connect(SimulatedNode to, Resume resume, int room) {
    trace.tell(() -> name + filter + " comes to " + to + " " + resume);
    node = to;
    here = null;
    greeted = false;
    socket = FakeOutlet.holding(room);
    connection = to.connect(new Subscription(filter, resume), socket);
  }

  /** Reads what came; true if more may have come for that. */
  boolean read() {
    socket.take().forEach(this::hear);
    boolean more = socket.stopAwaiting();
    if (more) {
      node.on(connection::writable);
    }
    if (socket.gone()) {
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
    socket.vanish();
    socket = null;
  }

  /** Its node is gone. */
  void lose() {
    socket = null;
  }

  // Its data.

  /** Loads the page's data, before it connects. */
  void load(SimulatedNode from) {
    node = from;
    fetch(Mutations.ALL);
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
      shown = shown & ~stale | node.data() & stale;
      stale = 0;
    }
  }

  /** {@return what it does not show of these mutations, and wants} */
  long lacks(long these) {
    return these & ~shown & wanted;
  }

  /** {@return what it shows and wants besides these mutations} */
  long showsBeside(long these) {
    return shown & ~these & wanted;
  }

  /** {@return whether it was told of one of these mutations by name} */
  boolean wasToldOf(long these) {
    return (told & these) != 0;
  }

  /** Shows none of these mutations but those that it was told of. */
  void forgetUntold(long these) {
    shown &= ~(these & ~told);
  }

  // What it is told.

  private void hear(SseEvent event) {
    if (event.retry() != null) {
      return;
    }
    trace.tell(() -> name + " <- " + event.brief() + " " + event.id());
    switch (event.name()) {
      case "hello" -> greet(event.text("verdict"), event.id());
      case "invalidate" -> invalidate(event.text("from"), event.id());
      case "resync" -> resync(event.id());
      case "heartbeat" -> goTo(event.id());
      case "bye" -> {} // it ends soon
      default -> throw new AssertionError("not an event: " + event);
    }
  }

  private void greet(String verdict, String id) {
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

  private void invalidate(String tag, String id) {
    long said = mutations.saidBy(tag);
    goTo(id);
    told |= Long.bitCount(said) == 1 ? said : 0;
    fetch(said);
  }

  private void resync(String id) {
    require(greeted, "hello comes first");
    this.id = id;
    here = id;
    fetch(Mutations.ALL);
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

  @Override
  public String toString() {
    return name;
  }
}
