// SPDX-License-Identifier: Apache-2.0
// Reads commands, one a line, "word key=value …", and answers each with one line of the same form.
#define _GNU_SOURCE
#include "load.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STUCK_NS 10000000000ull   // without any progress: missing
#define PATIENCE_NS 15000000000ull // with some: late

static char line[4096];
static uint64_t churned;  // streams that were replaced
static pid_t pids[64];
static int pid_count;

static const char *option(const char *name, const char *otherwise) {
  static char values[8][512];
  static int turn;
  char key[64];
  snprintf(key, sizeof key, " %s=", name);
  const char *at = strstr(line, key);
  if (at == NULL) return otherwise;
  char *value = values[turn++ % 8];
  snprintf(value, 512, "%.*s", (int)strcspn(at + strlen(key), " \n"), at + strlen(key));
  return value;
}

static double figure(const char *name, double otherwise) {
  const char *text = option(name, NULL);
  return text == NULL ? otherwise : atof(text);
}

static double cpu_of(pid_t pid) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double server_cpu(void) {
  double all = 0;
  for (int i = 0; i < pid_count; i++) all += cpu_of(pids[i]);
  return all;
}

// Reads until all has come; true if it gave up although more kept coming.
static bool read_rounds(const struct plan *plan) {
  uint64_t round = (uint64_t)plan->round_ms * 1000000ull, next = now_ns();
  uint64_t progress = now_ns(), seen = counts.received, start = now_ns(), over = 0;
  for (;;) {
    if (!atomic_load(&publishing)) {
      if (over == 0) over = now_ns();
      if (streams_missing() == 0 || now_ns() - progress > STUCK_NS) return false;
      if (now_ns() - over > PATIENCE_NS) return true;
    }
    if (round > 0) {
      next += round;
      while (streams_poll(0) > 0 && now_ns() < next) {}
      uint64_t now = now_ns();
      if (next > now) usleep((useconds_t)((next - now) / 1000));
      else next = now;
    } else {
      streams_poll(2);
    }
    // In keyed mode nobody waits for the slowest: all that is under way is bounded together.
    if (keyed) atomic_store(&slowest, counts.received + counts.lost);
    else if (plan->rate <= 0) streams_measure_slowest();
    if (atomic_load(&publishing) && plan->churn > 0) {
      while (churned * 1000000000ull < (now_ns() - start) * plan->churn) streams_churn((unsigned)churned++);
    }
    if (counts.received != seen) {
      seen = counts.received;
      progress = now_ns();
    }
  }
}

// Starts a phase anew; what was missing before does not count.
static void begin_phase(bool now_keyed) {
  memset(&counts, 0, sizeof counts);
  memset(&latency, 0, sizeof latency);
  keyed = now_keyed;
  if (keyed) atomic_store(&published, 0);
  for (int i = 0; i < stream_count; i++) {
    streams[i].received = 0;
    atomic_store(&streams[i].sent, 0);
    if (!keyed) streams[i].next = atomic_load(&published);
  }
  atomic_store(&slowest, keyed ? 0 : atomic_load(&published));
}

static void publish(void) {
  struct plan plan = {
      .kind = option("kind", "lines"),
      .seconds = figure("seconds", 3),
      .rate = figure("rate", 0),
      .batch = (unsigned)figure("batch", 1),
      .window = (unsigned)figure("window", 4000),
      .round_ms = (unsigned)figure("round", 0),
      .keyed = (unsigned)figure("keyed", 0),
      .churn = (unsigned)figure("churn", 0)};
  begin_phase(plan.keyed);
  uint64_t before = atomic_load(&published);
  churned = 0;
  double cpu = server_cpu(), own = cpu_of(getpid());
  pthread_t thread;
  atomic_store(&publishing, true);
  if (pthread_create(&thread, NULL, publish_run, &plan) != 0) die("thread");
  bool late = read_rounds(&plan);
  pthread_join(thread, NULL);
  cpu = server_cpu() - cpu;
  own = cpu_of(getpid()) - own;
  uint64_t missing = streams_missing(), events = atomic_load(&published) - before;
  uint64_t last = counts.last_ns > publish_started_ns() ? counts.last_ns : now_ns();
  double seconds = (double)(last - publish_started_ns()) / 1e9;
  printf("events=%lu calls=%lu received=%lu lost=%lu missing=%lu late=%lu twice=%lu stray=%lu ended=%lu seconds=%.6f cpu=%.6f "
         "own=%.6f p50=%.6f p99=%.6f max=%.6f churned=%lu\n",
      events, publish_calls(), counts.received, counts.lost, late ? 0 : missing,
      late ? missing : 0, counts.twice, counts.stray,
      counts.ended, seconds, cpu, own, (double)histogram_at(&latency, 0.5) / 1e6,
      (double)histogram_at(&latency, 0.99) / 1e6, (double)latency.max / 1e6, churned);
}

static void connect_streams(void) {
  uint64_t start = now_ns();
  int unanswered = streams_connect((int)figure("n", 1), (int)figure("together", 200),
      figure("stalled", 0) > 0, atomic_load(&published));
  printf("streams=%d unanswered=%d seconds=%.6f\n", stream_count, unanswered, (double)(now_ns() - start) / 1e9);
}

static void target(void) {
  publish_port = (int)figure("publish", figure("port", 0));
  streams_target((int)figure("port", 0), option("path", "/events"));
  scan_pattern(option("pattern", "from\":\"item.byId("));
  pid_count = 0;
  char *text = strdup(option("pids", ""));
  for (char *pid = strtok(text, ","); pid != NULL && pid_count < 64; pid = strtok(NULL, ","))
    pids[pid_count++] = (pid_t)atoi(pid);
  free(text);
  printf("ok=1\n");
}

static bool command(void) {
  if (strncmp(line, "target ", 7) == 0) target();
  else if (strncmp(line, "connect ", 8) == 0) connect_streams();
  else if (strncmp(line, "publish ", 8) == 0) publish();
  else if (strncmp(line, "close ", 6) == 0) {
    streams_close((int)figure("n", 0), figure("reset", 0) > 0);
    printf("streams=%d\n", stream_count);
  } else if (strncmp(line, "quit", 4) == 0) {
    streams_close(stream_count, true);
    return false;
  } else {
    printf("error=unknown-command\n");
  }
  fflush(stdout);
  return true;
}

int main(void) {
  streams = calloc(MAX_STREAMS, sizeof *streams);
  bool going = true;
  while (going) {
    while (streams_poll(0) > 0) {}
    // Nothing is read ahead of a line, so that epoll knows of each.
    size_t length = 0;
    while (!streams_command_ready() && stream_count > 0) streams_poll(1000);
    for (char c; read(0, &c, 1) == 1 && c != '\n' && length + 2 < sizeof line;) line[length++] = c;
    if (length == 0) break;
    line[length] = 0;
    going = command();
  }
  return 0;
}
