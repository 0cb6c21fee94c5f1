// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.HubStats;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One history: nodes, clients and an engine, all in one thread; and, at its end, whether each page
 * shows what the database holds.
 */
final class World {
  /** A node that has ended, and what was committed there. */
  private record Ghost(int node, long committed) {}

  private static final long MILLIS = 1_000_000;
  private static final int PUMPED = 4;
  private static final int ROUNDS = 3;

  /** Together longer than a lease, a stall, and what the engine's clock goes back. */
  private static final int ROUND_MILLIS = 4_000;

  private static final int MOST_TURNS = 500;
  private static final int MOST_READS = 5_000;

  private final Swarm swarm;
  private final Trace trace;
  private final Dice dice = new Dice();
  private final Mutations mutations = new Mutations();
  private final SimulatedEngine engine;

  /** By place; null where it is not running. */
  private final SimulatedNode[] nodes;

  private final SimulatedClient[] clients;
  private long nanos = 1_000_000_000_000L;
  private int born;

  /** Committed mutations, where data has a database of its own. */
  private long data;

  private final List<Ghost> ghosts = new ArrayList<>();

  /** Mutations that fell into a documented hole. */
  private long excused;

  /**
   * Mutations that a restored snapshot has not; the nodes that can know; and whether none could.
   */
  private long rolledBack;

  private String rolledBackEpoch = "";
  private int witnesses;
  private boolean nobodyKnew;

  World(Swarm swarm, Mistake mistake, Trace trace) {
    this.swarm = swarm;
    this.trace = trace;
    engine =
        new SimulatedEngine(
            swarm.kind(), mistake, swarm.retention(), () -> nanos, () -> data, swarm.seed());
    nodes = new SimulatedNode[swarm.nodes()];
    for (int place = 0; place < nodes.length; place++) {
      start(place);
    }
    clients = new SimulatedClient[swarm.clients()];
    dice.begin(swarm.seed());
    for (int i = 0; i < clients.length; i++) {
      clients[i] = new SimulatedClient("client" + i, mutations, trace, this);
      wantSomething(clients[i]);
    }
  }

  private void wantSomething(SimulatedClient client) {
    int tags = dice.next(3);
    for (int i = 0; i < tags; i++) {
      client.want(dice.oneIn(2) ? Mutations.group(dice.next(3)) : Mutations.leaf(dice.next(16)));
    }
  }

  /** {@return the mutations in the database, as a node sees it} */
  long data(SimulatedNode node) {
    return swarm.kind() == Kind.REDIS ? data : node.log.server().data;
  }

  /** {@return how many mutations fell into a documented hole} */
  int holes() {
    return nobodyKnew ? 1 : Long.bitCount(excused);
  }

  /**
   * Runs the history.
   *
   * @throws AssertionError if a page is wrong at its end, or something else that never may be
   */
  void run() {
    for (Step step : swarm.steps()) {
      nanos += MILLIS;
      dice.begin(step.chance());
      act(step.act());
    }
    converge();
  }

  private void act(Act act) {
    switch (act) {
      case MUTATE -> mutate(1);
      case BURST -> mutate(3 + dice.next(8));
      case BEGIN -> begin();
      case COMMIT -> commit();
      case PUMP -> pump();
      case TURN -> turn();
      case CONNECT -> connect();
      case READ -> read();
      case LEAVE, RELOAD, HALF_OPEN -> part(act);
      case PASS -> pass(dice.oneIn(4) ? 1_000 + dice.next(3_000) : dice.next(200));
      case CUT, MEND, LOSE_ACK, REATTACH -> disturb(act);
      case KILL, DEPLOY, NODE_START -> restart(act);
      default -> strike(act);
    }
  }

  private void tell(String what) {
    trace.tell(() -> what);
  }

  // Nodes.

  private void start(int place) {
    if (nodes[place] == null && born < Store.MAX_NODES) {
      SimulatedLog log = new SimulatedLog(engine, mutations, born++, swarm.leased());
      nodes[place] =
          new SimulatedNode("node" + place + "/" + log.me, swarm, engine, log, () -> nanos);
      trace.tell(() -> nodes[place].name + " starts");
    }
  }

  private SimulatedNode someNode() {
    return nodes[dice.next(nodes.length)];
  }

  private void restart(Act act) {
    int place = dice.next(nodes.length);
    SimulatedNode node = nodes[place];
    if (act == Act.NODE_START) {
      start(place);
    } else if (node != null && act == Act.KILL) {
      if (dice.oneIn(3) && swarm.kind() == Kind.REDIS && !mutations.isFull()) {
        commit(node, add());
        trace.tell(() -> node.name + " dies before it invalidates");
      }
      leaveGhost(node);
      end(place);
    } else if (node != null) {
      boolean mended = dice.oneIn(2);
      leaveGhost(node);
      trace.tell(() -> node.name + " closes" + (mended ? ", the way is mended meanwhile" : ""));
      node.close(mended);
      end(place);
    }
  }

  /** Notes that a node ends with something to say, and that the master has no lease of it. */
  private void leaveGhost(SimulatedNode node) {
    Store primary = engine.primary;
    boolean leased = primary.leases[node.log.me] != 0;
    if (swarm.kind() == Kind.REDIS && !leased && !primary.isPending()) {
      ghosts.add(new Ghost(node.log.me, node.committed));
    }
  }

  /** The hole of Redis: nobody lives who knows that another did. */
  private void excuseForgotten() {
    Store primary = engine.primary;
    if (primary.isPending()) {
      return; // everybody refetches
    }
    for (Ghost ghost : ghosts) {
      boolean known = primary.leases[ghost.node] != 0;
      for (SimulatedNode node : nodes) {
        known |= node != null && node.log.willGiveLeaseTo(ghost.node);
      }
      excused |= known ? 0 : ghost.committed & ~primary.stored;
    }
  }

  /** A node is no more; some of what it wrote may still arrive. */
  private void end(int place) {
    SimulatedNode node = nodes[place];
    trace.tell(() -> node.name + " ends");
    for (SimulatedClient client : clients) {
      if (client.isConnected() && client.node == node) {
        if (dice.oneIn(2)) {
          client.read();
        }
        client.lose();
      }
    }
    nodes[place] = null;
    excuseForgotten();
    witnesses &= ~(1 << node.log.me);
    findWitness();
  }

  private void turn() {
    SimulatedNode node = someNode();
    if (node != null) {
      trace.tell(() -> node.name + " has its turn");
      node.log.buryOthers();
      node.step();
      if (!dice.oneIn(4)) {
        node.run();
      }
    }
  }

  private void pump() {
    SimulatedNode node = someNode();
    if (node != null) {
      trace.tell(() -> node.name + " pumps");
      node.log.pump(PUMPED);
    }
  }

  // Mutations.

  private int add() {
    int mutation = mutations.add(dice.oneIn(10));
    for (SimulatedClient client : clients) {
      client.wants(mutation);
    }
    return mutation;
  }

  private void mutate(int count) {
    SimulatedNode node = someNode();
    for (int i = 0; i < count && node != null && !mutations.isFull(); i++) {
      int mutation = add();
      if (swarm.kind() == Kind.REDIS) {
        commit(node, mutation);
        node.hub.invalidate(mutations.tag(mutation));
      } else {
        node.begin(mutation);
        commit(node, node.end(node.open() - 1, true));
      }
    }
  }

  private void begin() {
    SimulatedNode node = someNode();
    if (node != null && node.reachesData() && !mutations.isFull()) {
      int mutation = add();
      trace.tell(() -> node.name + " begins " + mutations.tag(mutation));
      node.begin(mutation);
    }
  }

  private void commit() {
    SimulatedNode node = someNode();
    if (node != null && node.open() > 0) {
      commit(node, node.end(dice.next(node.open()), !dice.oneIn(4)));
    }
  }

  private void commit(SimulatedNode node, int mutation) {
    if (mutation < 0) {
      trace.tell(() -> node.name + " rolls back");
      return;
    }
    trace.tell(() -> node.name + " commits " + mutations.tag(mutation));
    data |= Mutations.bit(mutation);
    node.committed |= Mutations.bit(mutation);
  }

  // Clients.

  private SimulatedClient someClient() {
    return clients[dice.next(clients.length)];
  }

  private void read() {
    SimulatedClient client = someClient();
    if (client.isConnected()) {
      client.read();
    }
  }

  private void connect() {
    SimulatedClient client = someClient();
    SimulatedNode node = someNode();
    if (client.isConnected() || node == null) {
      return;
    }
    int room = swarm.has(Family.FULL_SOCKET) && dice.oneIn(2) ? 16 + dice.next(400) : 1 << 20;
    connect(client, node, resume(client, node), room);
  }

  private void connect(SimulatedClient client, SimulatedNode node, Resume resume, int room) {
    trace.tell(() -> client.name + client.filter + " comes to " + node.name + " " + resume);
    client.connect(node, resume, room);
  }

  private Resume resume(SimulatedClient client, SimulatedNode node) {
    if (client.id != null) {
      return new Resume.From(offered(Cursor.parse(client.id)));
    }
    if (dice.oneIn(2) || !node.reachesData()) {
      return new Resume.Fresh();
    }
    client.load(node);
    long loading = dice.next(400);
    pass(loading);
    turn();
    return new Resume.Aged(Optional.of(Duration.ofMillis(loading)));
  }

  /** Mostly what the client knows, sometimes what no server could continue from. */
  private Optional<Cursor> offered(Optional<Cursor> own) {
    if (!swarm.has(Family.JUNK) || !dice.oneIn(5)) {
      return own;
    }
    Cursor cursor = own.orElseThrow();
    return switch (dice.next(4)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Cursor("foreign", cursor.offset()));
      case 2 -> Optional.of(new Cursor(cursor.epoch(), Long.MAX_VALUE));
      default -> Optional.of(new Cursor(cursor.epoch(), 0));
    };
  }

  private void part(Act act) {
    SimulatedClient client = someClient();
    trace.tell(() -> client.name + " " + act);
    if (client.isConnected()) {
      if (act == Act.HALF_OPEN) {
        client.vanish();
      } else {
        client.leave();
      }
    }
    if (act == Act.RELOAD) {
      client.reload();
    }
  }

  // Faults.

  private void pass(long millis) {
    trace.tell(() -> millis + " ms pass");
    nanos += millis * MILLIS;
    for (SimulatedNode node : nodes) {
      if (node != null) {
        node.log.renewLease();
      }
    }
  }

  private void disturb(Act act) {
    SimulatedNode node = someNode();
    if (node == null) {
      return;
    }
    trace.tell(() -> act + " " + node.name);
    switch (act) {
      case CUT -> node.log.cut = true;
      case MEND -> node.log.cut = false;
      case LOSE_ACK -> node.log.lostAcks = 1 + dice.next(3);
      default -> reattach(node);
    }
  }

  /** Connects a node to servers that it takes for the primary. */
  private void attach(SimulatedNode node) {
    Store tail = server(dice.oneIn(2));
    // Where data and log are one, nodes read both at one server: a stale replica is another story.
    Store writer = swarm.kind() == Kind.REDIS && dice.oneIn(3) ? server(dice.oneIn(2)) : tail;
    node.log.attach(tail, writer);
  }

  private void reattach(SimulatedNode node) {
    if (swarm.kind() == Kind.REDIS) {
      attach(node);
    } else {
      node.log.attach(engine.primary, engine.primary); // who wrote there does not go back
    }
  }

  private Store server(boolean deposed) {
    return deposed && engine.deposed != null ? engine.deposed : engine.primary;
  }

  private void strike(Act act) {
    tell("engine: " + act);
    switch (act) {
      case REPLICATE -> replicate();
      case SAVE -> engine.save();
      case CRASH_KEEP -> engine.crash(dice.oneIn(2));
      case CRASH_OLD -> restoreSnapshot();
      case CRASH_EMPTY -> engine.crashToNothing(dice.oneIn(2));
      case ENGINE_START -> engine.down = false;
      case FLUSH -> engine.primary.empty();
      case FAILOVER, SPLIT -> failOver(act == Act.SPLIT);
      case REJOIN -> rejoin();
      case CLOCK_BACK -> engine.setBack(500_000 + dice.next(1_000_000));
      case OVER_TRIM -> engine.primary.trim(dice.next(4));
      default -> throw new AssertionError(act);
    }
  }

  private void replicate() {
    if (!engine.down) {
      engine.replicate();
    }
  }

  private void failOver(boolean split) {
    if (engine.deposed != null) {
      return;
    }
    engine.failOver(split && !engine.down);
    for (SimulatedNode node : nodes) {
      if (node != null) {
        attach(node);
      }
    }
  }

  private void rejoin() {
    if (engine.deposed == null) {
      return;
    }
    engine.rejoin();
    for (SimulatedNode node : nodes) {
      if (node != null) {
        node.log.attach(engine.primary, engine.primary);
      }
    }
  }

  /** Only where data and log go back together does the lineage not tell. */
  private void restoreSnapshot() {
    if (!engine.isSaved() || engine.deposed != null) {
      return;
    }
    long before = engine.primary.data;
    engine.crashToSnapshot(dice.oneIn(2));
    if (swarm.kind() != Kind.POSTGRES) {
      return;
    }
    rolledBack = before & ~engine.primary.data;
    rolledBackEpoch = String.valueOf(engine.primary.epoch);
    witnesses = 0;
    for (SimulatedNode node : nodes) {
      if (node != null && isBeyond(node.log.position)) {
        witnesses |= 1 << node.log.me;
      }
    }
    for (SimulatedClient client : clients) {
      client.shown &= ~(rolledBack & ~client.told); // no log has ever known of these
    }
    findWitness();
  }

  private boolean isBeyond(Cursor position) {
    return position != null
        && position.epoch().equals(rolledBackEpoch)
        && position.offset() > engine.primary.head().offset();
  }

  /** The hole of a log that is restored from a snapshot: nobody lives who has seen more. */
  private void findWitness() {
    if (witnesses != 0
        || nobodyKnew
        || engine.primary.isPending()
        || !rolledBackEpoch.equals(engine.primary.epoch)) {
      return;
    }
    for (SimulatedClient client : clients) {
      nobodyKnew |= (client.told & rolledBack) != 0;
      nobodyKnew |= client.id != null && isBeyond(Cursor.parse(client.id).orElseThrow());
    }
  }

  // The end.

  /** All faults end, everybody comes back; then every page shows what the database holds. */
  private void converge() {
    tell("all is well again");
    rejoin();
    engine.down = false;
    for (int place = 0; place < nodes.length; place++) {
      start(place);
      nodes[place].log.cut = false;
      nodes[place].log.lostAcks = 0;
      nodes[place].log.attach(engine.primary, engine.primary);
      nodes[place].rollBackAll();
    }
    for (int i = 0; i < ROUNDS; i++) {
      settle();
      pass(ROUND_MILLIS);
    }
    settle();
    check();
  }

  private void settle() {
    for (SimulatedNode node : nodes) {
      node.log.renewLease();
      node.log.buryOthers();
      node.log.pump(Mutations.MAX);
      int turns = 0;
      while (node.step()) {
        require(++turns < MOST_TURNS, () -> "the tail finds no end");
      }
      node.run();
    }
    for (SimulatedClient client : clients) {
      if (!client.isConnected()) {
        SimulatedNode node = someNode();
        Resume resume =
            client.id == null ? new Resume.Fresh() : new Resume.From(Cursor.parse(client.id));
        connect(client, node, resume, 1 << 20);
      }
      for (int reads = 0; client.isConnected() && reads < MOST_READS && client.read(); reads++) {}
      client.fetch();
    }
  }

  private void check() {
    long truth = swarm.kind() == Kind.REDIS ? data : engine.primary.data;
    int connected = 0;
    for (SimulatedClient client : clients) {
      connected += client.isConnected() ? 1 : 0;
      if (!nobodyKnew) {
        long wanted = client.wanted & ~excused;
        require(
            (truth & ~client.shown & wanted) == 0,
            () -> client.name + " never learns of " + tags(truth & ~client.shown & wanted));
        require(
            swarm.kind() == Kind.REDIS || (client.shown & ~truth & wanted) == 0,
            () ->
                client.name
                    + " shows what was rolled back: "
                    + tags(client.shown & ~truth & wanted));
      }
    }
    long open = 0;
    for (SimulatedNode node : nodes) {
      HubStats stats = node.hub.stats();
      open += stats.connections();
      require(stats.debts() == 0, () -> node.name + " still owes something");
    }
    require(open == connected, () -> "connections are miscounted");
  }

  private List<String> tags(long set) {
    return IntStream.range(0, Mutations.MAX)
        .filter(m -> (set & Mutations.bit(m)) != 0)
        .mapToObj(m -> mutations.tag(m).toString())
        .toList();
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
