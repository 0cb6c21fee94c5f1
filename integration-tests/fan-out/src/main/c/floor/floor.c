// SPDX-License-Identifier: Apache-2.0
// The floor: the least that a server on epoll can do. One thread, one frame for all, send().
// "floor PORT" sends each event on its own; "floor PORT join" keeps events in one log, in which each
// connection has a position, and sends all that waits for it at once.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FD 20000
#define LOG_BYTES (64u << 20)  // as a ring: far more than any connection may be behind
#define SLICE 64               // connections that have their turn between two looks at the sockets
#define TURN_BYTES (64u << 10)
#define FRAME "data: {\"at\":\"fanout-bench-1795345968852400\",\"event\":\"invalidate\",\"tags\":[\"%.*s\"],\"from\":\"%.*s\",\"spread\":0}\n\n"

struct connection {
  int fd;
  bool stream, all, blocked;
  uint32_t id;
  uint64_t position;      // joined: in the log
  char *rest;             // what the socket did not take
  size_t rest_length, rest_room;
  char *text;             // of a request that is not whole yet
  size_t length;
};

static struct connection connections[MAX_FD];
static int of_id[MAX_FD + 1];
static int everyone[MAX_FD], everyone_count;
static char *event_log;
static uint64_t log_end;
static bool join;
static int epoll_fd, turn;
static bool turns_due;

static void watch(struct connection *c, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &event);
}

static void drop(struct connection *c) {
  for (int i = 0; c->all && i < everyone_count; i++) {
    if (everyone[i] == c->fd) {
      everyone[i] = everyone[--everyone_count];
      break;
    }
  }
  if (c->stream && !c->all && of_id[c->id] == c->fd) of_id[c->id] = 0;
  close(c->fd);
  free(c->rest);
  free(c->text);
  memset(c, 0, sizeof *c);
}

static void keep(struct connection *c, const char *bytes, size_t length) {
  if (c->rest_length + length > c->rest_room) {
    c->rest_room = 2 * (c->rest_length + length);
    c->rest = realloc(c->rest, c->rest_room);
  }
  memcpy(c->rest + c->rest_length, bytes, length);
  c->rest_length += length;
  if (!c->blocked) {
    c->blocked = true;
    watch(c, EPOLLIN | EPOLLOUT);
  }
}

static void give(struct connection *c, const char *bytes, size_t length) {
  ssize_t sent = c->blocked ? 0 : send(c->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0) sent = 0;  // gone or full; epoll tells which
  if ((size_t)sent < length) keep(c, bytes + sent, length - (size_t)sent);
}

// Joined: sends what stands in the log behind its position.
static void take_turn(struct connection *c) {
  while (!c->blocked && c->position < log_end) {
    size_t at = c->position % LOG_BYTES;
    size_t length = log_end - c->position;
    if (length > LOG_BYTES - at) length = LOG_BYTES - at;
    if (length > TURN_BYTES) length = TURN_BYTES;
    ssize_t sent = send(c->fd, event_log + at, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) c->position += (uint64_t)sent;
    if (sent < (ssize_t)length) {
      c->blocked = true;
      watch(c, EPOLLIN | EPOLLOUT);
    }
  }
}

static void writable(struct connection *c) {
  if (c->rest_length > 0) {
    ssize_t sent = send(c->fd, c->rest, c->rest_length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent <= 0) return;
    memmove(c->rest, c->rest + sent, c->rest_length - (size_t)sent);
    c->rest_length -= (size_t)sent;
    if (c->rest_length > 0) return;
  }
  c->blocked = false;
  watch(c, EPOLLIN);
  if (join && c->all) take_turn(c);
}

static void publish(const char *tag, int length) {
  char frame[512];
  int size = snprintf(frame, sizeof frame, FRAME, length, tag, length, tag);
  const char *bracket = memchr(tag, '(', (size_t)length);
  unsigned id = bracket == NULL ? MAX_FD : (unsigned)atoi(bracket + 1);
  if (id < MAX_FD && of_id[id] != 0) give(&connections[of_id[id]], frame, (size_t)size);
  if (join) {
    for (int i = 0; i < size; i++) event_log[(log_end + (uint64_t)i) % LOG_BYTES] = frame[i];
    log_end += (uint64_t)size;
    turns_due = true;
  } else {
    for (int i = 0; i < everyone_count; i++) give(&connections[everyone[i]], frame, (size_t)size);
  }
}

static void start_stream(struct connection *c, const char *request) {
  static const char head[] =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n: hi\n\n";
  const char *line_end = strchr(request, '\r');
  const char *tag = strchr(request, '(');
  c->stream = true;
  c->all = tag == NULL || tag > line_end;
  c->position = log_end;
  if (c->all) everyone[everyone_count++] = c->fd;
  else {
    c->id = (uint32_t)atoi(tag + 1) % MAX_FD;
    of_id[c->id] = c->fd;
  }
  give(c, head, sizeof head - 1);
}

// Answers a request if it is whole; returns how many bytes it had.
static size_t handle(struct connection *c) {
  char *end = memmem(c->text, c->length, "\r\n\r\n", 4);
  if (end == NULL) return 0;
  size_t head = (size_t)(end + 4 - c->text);
  if (c->text[0] == 'G') {
    start_stream(c, c->text);
    return head;
  }
  const char *stated = strcasestr(c->text, "content-length:");
  size_t length = stated == NULL ? 0 : strtoul(stated + 15, NULL, 10);
  if (c->length < head + length) return 0;
  for (char *line = end + 4; line < end + 4 + length;) {
    char *stop = memchr(line, '\n', (size_t)(end + 4 + length - line));
    if (stop == NULL) break;
    publish(line, (int)(stop - line));
    line = stop + 1;
  }
  static const char done[] = "HTTP/1.1 204 No Content\r\n\r\n";
  give(c, done, sizeof done - 1);
  return head + length;
}

static void readable(struct connection *c) {
  static char bytes[256 << 10];
  ssize_t length = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT);
  if (length <= 0) {
    if (length == 0 || (errno != EAGAIN && errno != EINTR)) drop(c);
    return;
  }
  c->text = realloc(c->text, c->length + (size_t)length + 1);
  memcpy(c->text + c->length, bytes, (size_t)length);
  c->length += (size_t)length;
  c->text[c->length] = 0;
  for (size_t used; c->length > 0 && (used = handle(c)) > 0;) {
    c->length -= used;
    memmove(c->text, c->text + used, c->length + 1);
  }
  if (c->length == 0) {
    free(c->text);
    c->text = NULL;
  }
}

static void give_turns(void) {
  static uint64_t until;
  if (turn == 0) until = log_end;
  for (int i = 0; i < SLICE && turn < everyone_count; i++) take_turn(&connections[everyone[turn++]]);
  if (turn >= everyone_count) {
    turn = 0;
    turns_due = until < log_end;
  }
}

static void accept_all(int listener) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    int one = 1;
    if (fd >= MAX_FD) {
      close(fd);
      continue;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    memset(&connections[fd], 0, sizeof connections[fd]);
    connections[fd].fd = fd;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[fd]};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

static int listen_on(int port) {
  int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 4096) != 0) {
    perror("floor: listen");
    exit(1);
  }
  return fd;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: floor PORT [join]\n");
    return 2;
  }
  join = argc > 2 && strcmp(argv[2], "join") == 0;
  if (join) event_log = malloc(LOG_BYTES);
  int listener = listen_on(atoi(argv[1]));
  epoll_fd = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(epoll_fd, events, 256, turns_due ? 0 : -1);
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      if (c == NULL) accept_all(listener);
      else {
        if (events[i].events & EPOLLOUT) writable(c);
        if (c->fd != 0 && events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) readable(c);
      }
    }
    if (turns_due) give_turns();
  }
}
