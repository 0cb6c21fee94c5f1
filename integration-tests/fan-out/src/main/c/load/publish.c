// SPDX-License-Identifier: Apache-2.0
// The publisher: one connection, one request after the other, on a thread of its own.
#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_BATCH 1000
#define MOST_BEHIND_NS 1000000000ull
#define DATA "{\"at\":\"fanout-bench-1795345968852400\",\"event\":\"invalidate\",\"tags\":[\"item.byId(%08u)\"],\"from\":\"item.byId(%08u)\",\"spread\":0}"

static int fd = -1;
static uint64_t started, calls, began;
static uint32_t numbers[MAX_BATCH];
static char body_text[MAX_BATCH * 512];
static char request_text[MAX_BATCH * 512 + 512];

uint64_t publish_started_ns(void) { return started; }
uint64_t publish_calls(void) { return calls; }

static void open_connection(void) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)publish_port)};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int one = 1;
  fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0) die("connect of the publisher");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

// Each server is told what to send in its own way.
static int compose(const struct plan *plan, unsigned count) {
  char path[64] = "/publish";
  int length = 0;
  if (strcmp(plan->kind, "lines") == 0) {
    for (unsigned i = 0; i < count; i++)
      length += sprintf(body_text + length, "item.byId(%08u)\n", numbers[i]);
  } else if (strcmp(plan->kind, "nchan") == 0) {  // one message a request is all it takes
    if (plan->keyed) snprintf(path, sizeof path, "/pub/%08u", numbers[0]);
    else snprintf(path, sizeof path, "/pub/all");
    length = sprintf(body_text, DATA, numbers[0], numbers[0]);
  } else {
    length = sprintf(body_text, "{\"items\":[");
    for (unsigned i = 0; i < count; i++) {
      char channel[32] = "all";
      if (plan->keyed) snprintf(channel, sizeof channel, "%08u", numbers[i]);
      length += sprintf(body_text + length,
          "%s{\"channel\":\"%s\",\"formats\":{\"http-stream\":{\"content\":\"data: {\\\"at\\\":\\\"fanout-bench-1795345968852400\\\",\\\"event\\\":\\\"invalidate\\\",\\\"tags\\\":[\\\"item.byId(%08u)\\\"],\\\"from\\\":\\\"item.byId(%08u)\\\",\\\"spread\\\":0}\\n\\n\"}}}",
          i == 0 ? "" : ",", channel, numbers[i], numbers[i]);
    }
    length += sprintf(body_text + length, "]}");
    snprintf(path, sizeof path, "/publish/");
  }
  int head = sprintf(request_text,
      "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n",
      path, length);
  memcpy(request_text + head, body_text, (size_t)length);
  return head + length;
}

// Reads one whole answer.
static void answer(void) {
  char text[4096];
  size_t length = 0;
  for (;;) {
    ssize_t n = recv(fd, text + length, sizeof text - 1 - length, 0);
    if (n <= 0) die("answer to the publisher");
    length += (size_t)n;
    text[length] = 0;
    char *end = strstr(text, "\r\n\r\n");
    if (end == NULL) continue;
    if (text[9] != '2') {
      fprintf(stderr, "%s\n", text);
      die("a publish was refused");
    }
    char *stated = strcasestr(text, "content-length:");
    if (stated != NULL && stated < end) {
      size_t all = (size_t)(end + 4 - text) + strtoul(stated + 15, NULL, 10);
      if (length < all) continue;
      if (strcasestr(text, "connection: close") != NULL) {  // Pushpin takes one request a connection
        close(fd);
        open_connection();
      }
      return;
    } else if (strcasestr(text, "chunked") != NULL) {
      if (strstr(end, "\r\n0\r\n\r\n") != NULL || strncmp(end + 4, "0\r\n", 3) == 0) return;
    } else {
      return;  // 204
    }
  }
}

static uint64_t random_state = 88172645463325252ull;

static uint64_t next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  return random_state ^= random_state << 17;
}

// A stream for which nothing is under way: what is not delivered yet may be said once for all.
static struct stream *idle_stream(void) {
  for (;;) {
    struct stream *s = &streams[next_random() % (uint64_t)stream_count];
    if (atomic_load(&s->sent) == atomic_load(&s->received)) return s;
  }
}

// Takes the numbers of the next events, and notes when they were due.
static void number(const struct plan *plan, unsigned count, uint64_t due) {
  uint64_t first = atomic_load(&published);
  for (unsigned i = 0; i < count; i++) {
    if (plan->keyed) {
      struct stream *s = idle_stream();
      uint64_t sent = atomic_load(&s->sent);
      s->pending[sent % PENDING] = due;
      atomic_store(&s->sent, sent + 1);
      numbers[i] = s->id;
    } else {
      sent_ns[(first + i) % SENT_RING] = due;
      numbers[i] = (uint32_t)(first + i);
    }
  }
  atomic_store(&published, first + count);
}

// Whether the stream that is furthest behind has waited too long, so that a slow server gets no pile.
static bool behind(const struct plan *plan, uint64_t all) {
  uint64_t least = atomic_load(&slowest);
  return !plan->keyed && least < all && now_ns() - sent_ns[least % SENT_RING] > MOST_BEHIND_NS;
}

// How many may be under way: few at first, then as many as have arrived, up to the window. So a
// server that answers before it sends is not given more than it can do in the time of the phase.
static uint64_t room(const struct plan *plan) {
  uint64_t done = atomic_load(&slowest) - began, few = plan->batch > 32 ? 2 * plan->batch : 64;
  return few + done < plan->window ? few + done : plan->window;
}

static void await_window(const struct plan *plan, unsigned count) {
  struct timespec pause = {.tv_nsec = 200000};
  uint64_t all = atomic_load(&published);
  while (all + count > atomic_load(&slowest) + room(plan) || behind(plan, all)) nanosleep(&pause, NULL);
}

static void sleep_until(uint64_t ns) {
  struct timespec time = {.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

void *publish_run(void *argument) {
  const struct plan *plan = argument;
  unsigned count = strcmp(plan->kind, "nchan") == 0 ? 1 : plan->batch;
  prctl(PR_SET_TIMERSLACK, 1000);
  if (fd < 0) open_connection();
  calls = 0;
  began = atomic_load(&published);
  started = now_ns();
  uint64_t due = started, end = started + (uint64_t)(plan->seconds * 1e9);
  uint64_t gap = plan->rate > 0 ? (uint64_t)(1e9 * count / plan->rate) : 0;
  do {
    if (gap > 0) {
      // Late because of the last answer: it counts from when it should have been sent.
      uint64_t now = now_ns();
      if (now < due) {
        sleep_until(due);
        due = now_ns() < due + 2000000 ? now_ns() : due;
      }
    } else {
      await_window(plan, count);
      due = now_ns();
    }
    number(plan, count, due);
    int length = compose(plan, count);
    if (send(fd, request_text, (size_t)length, MSG_NOSIGNAL) != length) die("publish");
    answer();
    calls++;
    if (gap > 0) due = started + calls * gap;
  } while ((gap > 0 ? due : now_ns()) < end);
  atomic_store(&publishing, false);
  return NULL;
}
