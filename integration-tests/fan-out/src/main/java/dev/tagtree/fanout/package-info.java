// SPDX-License-Identifier: Apache-2.0
/** Starts each server as a process of its own, loads it from another one, and prints tables. */
package dev.tagtree.fanout;
