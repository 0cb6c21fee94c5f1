// SPDX-License-Identifier: Apache-2.0
/**
 * A simulator of several nodes on one engine: one thread, one seed for each history.
 *
 * <p>Real are the hubs. Modelled are the engine ({@link dev.tagtree.sim.Store}, {@link
 * dev.tagtree.sim.SimulatedEngine}: a server, an asynchronous replica, a deposed one), the rules of
 * a shared log ({@link dev.tagtree.sim.SimulatedLog}), sockets and browsers. At the end of a
 * history all faults end, and each page has to show exactly what the database holds.
 *
 * <pre>
 *   Simulator        search, and the shortest history that shows what it found
 *     Swarm          what one history is made of: its size, its faults, its steps
 *     World          one history, step by step
 *       Cluster      the nodes that run, and their time
 *       Pages        the clients
 *       Writes       mutations and transactions
 *       NodeFaults, EngineFaults
 *       Oracle       the judgement, without ForgottenNodes and a RestoredSnapshot
 * </pre>
 *
 * <ul>
 *   <li>{@code mvn -pl runtime/core test -Dtest=SimulatorTest} runs 20,000 histories of each kind
 *       of engine, the same each time; {@code -Dtagtree.histories=500000} runs as many others.
 *   <li>A history that breaks is printed with its seed, shrunk to the steps that show it; {@code
 *       -Dtagtree.seed=<seed>} repeats it.
 *   <li>{@code SimulatorBugsTest} plants mistakes in the rules of the log ({@link
 *       dev.tagtree.sim.Mistake}), {@code dev.tagtree.planted.ClusterBugs} in the hub.
 * </ul>
 *
 * <p>Documented holes are exempt and counted. Redis: a node ends with something to say, the master
 * has no lease of it, and no node lives that knew it: as it was isolated with a deposed master, or
 * leases are off. PostgreSQL: a snapshot of the same timeline is restored, and no node lives that
 * has read further. Not modelled: a node that reads the database at one server and the log at
 * another.
 */
package dev.tagtree.sim;
