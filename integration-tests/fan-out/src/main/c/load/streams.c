// SPDX-License-Identifier: Apache-2.0
// Opens, reads and closes streams; everything on the main thread.
#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define STALLED_BUFFER 4096
#define READ_BYTES (256 << 10)

static int epoll_fd = -1;
static struct sockaddr_in target;
static char path_format[256];
static uint8_t buffer[READ_BYTES];
static bool command_ready;
static int oldest;            // where churn goes on

void streams_target(int port, const char *path) {
  target.sin_family = AF_INET;
  target.sin_port = htons((uint16_t)port);
  target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  snprintf(path_format, sizeof path_format, "%s", path);
  if (epoll_fd < 0) {
    epoll_fd = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, 0, &event) != 0) die("epoll of standard input");
  }
}

static void request(struct stream *s) {
  char path[300], text[512];
  snprintf(path, sizeof path, path_format, s->id);
  int length = snprintf(text, sizeof text,
      "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n", path);
  if (send(s->fd, text, (size_t)length, MSG_NOSIGNAL) != length) die("request");
}

static void open_stream(struct stream *s, uint32_t id, bool stalled, uint64_t next) {
  memset(s, 0, sizeof *s);
  s->id = id;
  s->stalled = stalled;
  s->next = next;
  s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (s->fd < 0) die("socket");
  int one = 1, small = STALLED_BUFFER;
  if (stalled) setsockopt(s->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  // Several addresses of this machine, so that ports in TIME_WAIT do not run out.
  setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  struct sockaddr_in from = {.sin_family = AF_INET};
  from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + id % 16);
  if (bind(s->fd, (struct sockaddr *)&from, sizeof from) != 0) die("bind");
  if (connect(s->fd, (struct sockaddr *)&target, sizeof target) != 0) die("connect");
  request(s);
  if (!stalled) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = s};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, s->fd, &event) != 0) die("epoll");
  }
}

static void close_stream(struct stream *s, bool reset) {
  if (s->fd < 0) return;
  struct linger linger = {.l_onoff = 1, .l_linger = 0};
  if (reset) setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  close(s->fd);
  s->fd = -1;
  s->state = GONE;
}

static int waiting(int from) {
  int count = 0;
  for (int i = from; i < stream_count; i++) count += streams[i].state == HEAD && !streams[i].stalled;
  return count;
}

// Opens so many before their answers are awaited; returns how many have none within 30 s.
int streams_connect(int count, int together, bool stalled, uint64_t next) {
  int group = stream_count;
  if (stream_count + count > MAX_STREAMS) die("too many streams");
  for (int i = 0; i < count; i++) {
    struct stream *s = &streams[stream_count];
    open_stream(s, (uint32_t)stream_count, stalled, next);
    stream_count++;
    if ((i + 1) % together == 0 || i + 1 == count) {
      uint64_t limit = now_ns() + 30000000000ull;
      while (waiting(group) > 0 && now_ns() < limit) streams_poll(10);
      group = stream_count - waiting(group) < stream_count ? group : stream_count;
    }
  }
  return waiting(0);
}

// Closes the newest.
void streams_close(int count, bool reset) {
  while (count-- > 0 && stream_count > 0) {
    close_stream(&streams[stream_count - 1], reset);
    stream_count--;
  }
}

static void ended(struct stream *s) {
  counts.ended++;
  close_stream(s, true);
}

static void read_stream(struct stream *s) {
  ssize_t length = recv(s->fd, buffer, sizeof buffer, MSG_DONTWAIT);
  if (length > 0) scan_bytes(s, buffer, (size_t)length, now_ns());
  else if (length == 0 || (errno != EAGAIN && errno != EINTR)) ended(s);
}

// Reads each stream that has something, once; returns how many had.
int streams_poll(int timeout_ms) {
  static struct epoll_event events[1024];
  int ready = epoll_wait(epoll_fd, events, 1024, timeout_ms);
  int read = 0;
  for (int i = 0; i < ready; i++) {
    struct stream *s = events[i].data.ptr;
    if (s == NULL) command_ready = true;
    else if (s->fd >= 0) {
      read_stream(s);
      read++;
    }
  }
  return read;
}

int streams_command_ready(void) {
  bool ready = command_ready;
  command_ready = false;
  return ready;
}

// Replaces one stream by a new one: ended politely, reset, or, one in twenty, by one that never reads.
void streams_churn(unsigned step) {
  struct stream *s = &streams[oldest];
  oldest = (oldest + 1) % stream_count;
  uint32_t id = s->id;
  close_stream(s, step % 2 == 0);
  open_stream(s, id, step % 20 == 7, UNKNOWN);
}

void streams_measure_slowest(void) {
  uint64_t least = atomic_load(&published);
  for (int i = 0; i < stream_count; i++) {
    struct stream *s = &streams[i];
    if (s->state != GONE && !s->stalled && s->next < least) least = s->next;
  }
  atomic_store(&slowest, least);
}

// Events that have been published but not come.
uint64_t streams_missing(void) {
  uint64_t missing = 0, all = atomic_load(&published);
  for (int i = 0; i < stream_count; i++) {
    struct stream *s = &streams[i];
    if (s->state == GONE || s->stalled) continue;
    if (keyed) {
      uint64_t sent = atomic_load(&s->sent);
      missing += sent > s->received ? sent - s->received : 0;
    } else if (s->next != UNKNOWN && s->next < all) {
      missing += all - s->next;
    }
  }
  return missing;
}
