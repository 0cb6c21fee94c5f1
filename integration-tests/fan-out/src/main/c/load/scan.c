// SPDX-License-Identifier: Apache-2.0
// Finds the numbered events in what a stream says, and undoes chunked encoding.
#define _GNU_SOURCE
#include "load.h"

#include <stdio.h>
#include <string.h>

static char pattern[MAX_PATTERN];
static size_t pattern_length;

void scan_pattern(const char *text) {
  pattern_length = strlen(text);
  if (pattern_length + DIGITS >= MAX_PATTERN) die("pattern is too long");
  memcpy(pattern, text, pattern_length);
}

static uint64_t number(const uint8_t *digits) {
  uint64_t n = 0;
  for (int i = 0; i < DIGITS; i++) n = n * 10 + (uint64_t)(digits[i] - '0');
  return n;
}

// Calls got() for each whole pattern with digits; returns where the last one ended.
static const uint8_t *find(struct stream *s, const uint8_t *at, const uint8_t *end, uint64_t when) {
  size_t whole = pattern_length + DIGITS;
  const uint8_t *done = at;
  while ((size_t)(end - at) >= whole) {
    const uint8_t *guess = done + s->stride - whole;
    const uint8_t *hit;
    // Events of one server have one length: look where the next one should be, before searching.
    if (s->stride >= whole && (size_t)(end - done) >= s->stride &&
        memcmp(guess, pattern, pattern_length) == 0) {
      hit = guess;
    } else {
      hit = memmem(at, (size_t)(end - at), pattern, pattern_length);
      if (hit == NULL || (size_t)(end - hit) < whole) return done;
      s->stride = (uint32_t)(hit + whole - done);
    }
    got(s, number(hit + pattern_length), when);
    at = done = hit + whole;
  }
  return done;
}

// Plain bytes of the body. Keeps what could be the start of a pattern.
static void body(struct stream *s, const uint8_t *bytes, size_t length, uint64_t when) {
  size_t most = pattern_length + DIGITS - 1;
  if (s->carried > 0) {
    uint8_t seam[2 * MAX_PATTERN];
    size_t taken = length < most ? length : most;
    memcpy(seam, s->carry, s->carried);
    memcpy(seam + s->carried, bytes, taken);
    size_t all = s->carried + taken;
    uint32_t stride = s->stride;
    s->stride = 0;
    const uint8_t *done = find(s, seam, seam + all, when);
    s->stride = stride;
    size_t used = (size_t)(done - seam);
    if (taken == length) {  // still short: keep the end of both
      size_t rest = all - used;
      size_t keep = rest < most ? rest : most;
      memmove(s->carry, seam + all - keep, keep);
      s->carried = (uint32_t)keep;
      return;
    }
    size_t skip = used > s->carried ? used - s->carried : 0;
    bytes += skip;
    length -= skip;
    s->carried = 0;
  }
  const uint8_t *done = find(s, bytes, bytes + length, when);
  size_t rest = (size_t)(bytes + length - done);
  size_t keep = rest < most ? rest : most;
  memcpy(s->carry, bytes + length - keep, keep);
  s->carried = (uint32_t)keep;
}

enum { SIZE, SIZE_END, DATA, DATA_CR, DATA_LF };

static void chunks(struct stream *s, const uint8_t *bytes, size_t length, uint64_t when) {
  const uint8_t *end = bytes + length;
  while (bytes < end) {
    if (s->chunk == DATA) {
      size_t part = (size_t)(end - bytes) < s->left ? (size_t)(end - bytes) : s->left;
      body(s, bytes, part, when);
      bytes += part;
      s->left -= part;
      if (s->left == 0) s->chunk = DATA_CR;
      continue;
    }
    uint8_t c = *bytes++;
    switch (s->chunk) {
      case SIZE:
        if (c == '\r' || c == ';') s->chunk = SIZE_END;
        else s->left = s->left * 16 + (uint64_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        break;
      case SIZE_END:
        if (c == '\n') s->chunk = DATA;
        break;
      case DATA_CR:
        s->chunk = DATA_LF;
        break;
      default:
        s->chunk = SIZE;
        s->left = 0;
    }
  }
}

void scan_bytes(struct stream *s, const uint8_t *bytes, size_t length, uint64_t when) {
  if (s->state == HEAD) {
    const uint8_t *end = memmem(bytes, length, "\r\n\r\n", 4);
    if (end == NULL) return;  // a head that comes in two parts: its end is looked for in the second
    if (length < 12 || memcmp(bytes + 9, "200", 3) != 0) {
      fprintf(stderr, "%.*s\n", (int)length, (const char *)bytes);
      die("a stream was refused");
    }
    s->chunked = memmem(bytes, (size_t)(end - bytes), "chunked", 7) != NULL;
    s->state = BODY;
    s->chunk = SIZE;
    s->left = 0;
    length -= (size_t)(end + 4 - bytes);
    bytes = end + 4;
  }
  if (length == 0) return;
  if (s->chunked) chunks(s, bytes, length, when);
  else body(s, bytes, length, when);
}
