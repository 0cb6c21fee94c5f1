// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

/** A thing that is measured; a column of a table. */
enum Figure {
  RATE("deliveries/s", 0, true),
  EVENTS("events/s", 0, true),
  CPU_EVENT("CPU us / event", 2, true),
  LAST("last has it ms", 1, true),
  WORST("worst ms", 1, false),
  P50("p50 ms", 2, false),
  P99("p99 ms", 2, true),
  MAX("max ms", 1, false),
  CPU("CPU s / M deliveries", 3, true),
  BASE("base MB", 1, false),
  PSS_1K("KiB / conn. at 1,000", 1, false),
  PSS_10K("KiB / conn. at 10,000", 2, true),
  HEAP("live heap KiB / conn.", 2, false),
  SETUP("10,000 connected in s", 2, false),
  HELD("of 500 closed, held after 1 s", 0, false),
  GROWTH("growth by 100 stalled MB", 2, false),
  HEAP_GROWTH("of it live heap MB", 2, false),
  OTHERS("others' p99 / before", 2, false),
  CHURNED("connections replaced", 0, false),
  LEFT("connections left", 0, false),
  DESCRIPTORS("descriptors more", 0, false),
  THREADS("threads more", 0, false),
  HEAP_MORE("live heap more MB", 2, false);

  private final String heading;
  private final int decimals;
  private final boolean compared;

  Figure(String heading, int decimals, boolean compared) {
    this.heading = heading;
    this.decimals = decimals;
    this.compared = compared;
  }

  String heading() {
    return heading;
  }

  /** {@return whether it is divided by those of the floor and of Netty} */
  boolean compared() {
    return compared;
  }

  String format(double value) {
    return String.format(java.util.Locale.ROOT, "%,." + decimals + "f", value);
  }
}
