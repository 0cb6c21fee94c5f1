// SPDX-License-Identifier: Apache-2.0
// What all parts count together: the streams, what was published, and what each of them has heard.
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct stream *streams;
int stream_count;
int publish_port;
struct counts counts;
struct histogram latency;
bool keyed;
uint64_t sent_ns[SENT_RING];
_Atomic uint64_t published, slowest;
_Atomic bool publishing;

uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000ull + (uint64_t)time.tv_nsec;
}

void die(const char *what) {
  fprintf(stderr, "load: %s: %m\n", what);
  exit(1);
}

// One event has come; only the main thread gets here.
void got(struct stream *s, uint64_t number, uint64_t at) {
  uint64_t sent;
  if (keyed) {
    if (number != s->id || s->received >= atomic_load(&s->sent)) {
      counts.stray++;
      return;
    }
    sent = s->pending[s->received++ % PENDING];
  } else {
    if (s->next == UNKNOWN) s->next = number;
    if (number < s->next) {
      counts.twice++;
      return;
    }
    counts.lost += number - s->next;
    s->next = number + 1;
    sent = sent_ns[number % SENT_RING];
  }
  counts.received++;
  counts.last_ns = at;
  histogram_add(&latency, at > sent ? at - sent : 0);
}
