// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.hub.StrangeCursors;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.hub.Trace;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pages of one history: they come to a node, read, leave, and come back to another. */
final class Pages {
  private static final int MOST_READS = 5_000;
  private static final int UNBOUNDED = 1 << 20;

  private final Swarm swarm;
  private final Cluster cluster;
  private final Dice dice;
  private final Trace trace;
  private final List<SimulatedClient> clients = new ArrayList<>();

  Pages(Swarm swarm, Cluster cluster, Mutations mutations, Dice dice, Trace trace) {
    this.swarm = swarm;
    this.cluster = cluster;
    this.dice = dice;
    this.trace = trace;
    for (int i = 0; i < swarm.clients(); i++) {
      clients.add(new SimulatedClient("client" + i, someFilter(), mutations, trace));
    }
  }

  private List<Tag> someFilter() {
    List<Tag> filter = new ArrayList<>();
    int tags = dice.next(3);
    for (int i = 0; i < tags; i++) {
      filter.add(dice.oneIn(2) ? Mutations.group(dice.next(3)) : Mutations.leaf(dice.next(16)));
    }
    return filter;
  }

  List<SimulatedClient> all() {
    return clients;
  }

  private SimulatedClient some() {
    return clients.get(dice.next(clients.size()));
  }

  /** Tells all of a new mutation. */
  void want(int mutation) {
    clients.forEach(client -> client.wants(mutation));
  }

  void read() {
    SimulatedClient client = some();
    if (client.isConnected()) {
      client.read();
    }
  }

  void connect() {
    SimulatedClient client = some();
    Optional<SimulatedNode> node = cluster.some();
    if (!client.isConnected() && node.isPresent()) {
      int room = someRoom();
      client.connect(node.get(), someResume(client, node.get()), room);
    }
  }

  private int someRoom() {
    return swarm.has(Family.FULL_SOCKET) && dice.oneIn(2) ? 16 + dice.next(400) : UNBOUNDED;
  }

  private Resume someResume(SimulatedClient client, SimulatedNode node) {
    if (!client.isNew()) {
      return new Resume.From(offered(client.cursor()));
    }
    if (dice.oneIn(2) || !node.reachesData()) {
      return new Resume.Fresh();
    }
    client.load(node);
    long loading = dice.next(400);
    cluster.pass(loading);
    cluster.turn();
    return new Resume.Aged(Optional.of(Duration.ofMillis(loading)));
  }

  /** {@return mostly what the client knows, sometimes what no server could continue from} */
  private Optional<Cursor> offered(Optional<Cursor> own) {
    return swarm.has(Family.JUNK) && dice.oneIn(5)
        ? StrangeCursors.insteadOf(own.orElseThrow(), dice.next(StrangeCursors.COUNT))
        : own;
  }

  /** Lets some page leave, or lose its connection. */
  void part(Act act) {
    SimulatedClient client = some();
    trace.tell(() -> client + " " + act);
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

  /** Ends the connections of a node that is no more; some of what it wrote may still arrive. */
  void lose(SimulatedNode ended) {
    for (SimulatedClient client : clients) {
      if (client.isConnectedTo(ended)) {
        if (dice.oneIn(2)) {
          client.read();
        }
        client.lose();
      }
    }
  }

  /** Lets everybody come back, and take all that there is for it. */
  void settle() {
    for (SimulatedClient client : clients) {
      if (!client.isConnected()) {
        Resume resume = client.isNew() ? new Resume.Fresh() : new Resume.From(client.cursor());
        client.connect(cluster.some().orElseThrow(), resume, UNBOUNDED);
      }
      for (int reads = 0; client.isConnected() && reads < MOST_READS && client.read(); reads++) {}
      client.fetch();
    }
  }
}
