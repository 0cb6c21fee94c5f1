// SPDX-License-Identifier: Apache-2.0
// The load client: streams that are read, and a publisher; told by lines on standard input what to do.
#ifndef LOAD_H
#define LOAD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_STREAMS 19900
#define DIGITS 8      // of a number in an event: "item.byId(00000042"
#define MAX_PATTERN 64
#define SENT_RING (1u << 20)
#define PENDING 2     // more than the events under way for one id, in keyed mode
#define UNKNOWN UINT64_MAX

enum state { HEAD, BODY, GONE };

// One event stream. Read by the main thread only, but for what is atomic.
struct stream {
  int fd;
  uint32_t id;           // what it asked for, in keyed mode
  enum state state;
  bool chunked;
  bool stalled;          // never read
  uint8_t chunk;         // how far into the framing of a chunk
  uint64_t left;         // of this chunk
  uint32_t stride;       // from one event to the next, as seen last
  uint64_t next;         // number that is due
  uint32_t carried;      // bytes kept of what was read before
  uint8_t carry[MAX_PATTERN];
  _Atomic uint64_t sent; // keyed mode: published for this id
  _Atomic uint64_t received;
  uint64_t pending[PENDING];  // keyed mode: when they were published
};

struct counts {
  uint64_t received, lost, twice, stray, ended;
  uint64_t last_ns;      // when the last event came
};

// Buckets of a 64th of a power of two, in nanoseconds.
struct histogram {
  uint64_t bucket[64 * 64];
  uint64_t count, max;
};

// What one publish command asks for.
struct plan {
  const char *kind;      // lines, nchan or pushpin
  double seconds, rate;
  unsigned batch, window, round_ms, keyed, churn;
};

// counts.c: what all parts share.
extern struct stream *streams;
extern int stream_count;
extern int publish_port;
extern struct counts counts;
extern struct histogram latency;
extern bool keyed;
extern uint64_t sent_ns[SENT_RING];
extern _Atomic uint64_t published;   // events, over all commands
extern _Atomic uint64_t slowest;     // the least number that a stream waits for
extern _Atomic bool publishing;

void got(struct stream *s, uint64_t number, uint64_t at);
uint64_t now_ns(void);
void die(const char *what);

void histogram_add(struct histogram *h, uint64_t ns);
uint64_t histogram_at(const struct histogram *h, double share);

// scan.c: what a stream says. The pattern is what stands before the digits.
void scan_pattern(const char *text);
void scan_bytes(struct stream *s, const uint8_t *bytes, size_t length, uint64_t at);

// streams.c
void streams_target(int port, const char *path);
int streams_connect(int count, int together, bool stalled, uint64_t next);
void streams_close(int count, bool reset);
int streams_poll(int timeout_ms);
void streams_churn(unsigned step);
void streams_measure_slowest(void);
uint64_t streams_missing(void);
int streams_command_ready(void);

// publish.c
void *publish_run(void *plan);
uint64_t publish_started_ns(void);
uint64_t publish_calls(void);

#endif
