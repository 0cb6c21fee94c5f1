// SPDX-License-Identifier: Apache-2.0
// Latencies, kept within 1.6 %.
#include "load.h"

static unsigned slot(uint64_t ns) {
  if (ns < 64) return (unsigned)ns;
  unsigned power = 63 - (unsigned)__builtin_clzll(ns);
  return (power - 5) * 64 + ((ns >> (power - 6)) & 63);
}

static uint64_t lower(unsigned slot) {
  if (slot < 64) return slot;
  unsigned power = slot / 64 + 5;
  return (1ull << power) + ((uint64_t)(slot % 64) << (power - 6));
}

void histogram_add(struct histogram *h, uint64_t ns) {
  h->bucket[slot(ns)]++;
  h->count++;
  if (ns > h->max) h->max = ns;
}

uint64_t histogram_at(const struct histogram *h, double share) {
  uint64_t wanted = (uint64_t)(share * (double)h->count), seen = 0;
  for (unsigned i = 0; i < 64 * 64; i++) {
    seen += h->bucket[i];
    if (seen > wanted) return lower(i);
  }
  return h->max;
}
