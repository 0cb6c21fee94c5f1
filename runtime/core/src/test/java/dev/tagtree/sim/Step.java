// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

/**
 * A step of a history.
 *
 * @param act what is done
 * @param chance decides the rest: to whom, how much
 */
record Step(Act act, int chance) {}
