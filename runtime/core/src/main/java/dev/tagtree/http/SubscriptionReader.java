// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.InvalidTagException;
import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The reading of what a client asks for, from its request. */
final class SubscriptionReader {
  /** Longest query string in characters; a longer one is refused. */
  static final int MAX_QUERY_CHARACTERS = 16 << 10;

  /** More digits than this is no age: it would be more than 30 years. */
  private static final int MAX_AGE_DIGITS = 12;

  private SubscriptionReader() {}

  static Subscription read(Request request) throws RefusedException {
    if (request.query().length() > MAX_QUERY_CHARACTERS) {
      throw new RefusedException(
          "The query is longer than " + MAX_QUERY_CHARACTERS + " characters; ask for groups.");
    }
    Collection<String> texts = request.parameters("tag");
    if (texts.size() > Subscription.MAX_TAGS) {
      throw new RefusedException(
          "A filter has at most " + Subscription.MAX_TAGS + " tags; ask for their groups.");
    }
    List<Tag> filter = new ArrayList<>(texts.size());
    for (String text : texts) {
      try {
        filter.add(Tag.parse(text));
      } catch (InvalidTagException invalid) {
        throw new RefusedException("Parameter 'tag' is " + invalid.getMessage() + ".");
      }
    }
    return new Subscription(filter, resume(request));
  }

  private static Resume resume(Request request) {
    String header = request.header("Last-Event-ID");
    String cursor = header != null && !header.isEmpty() ? header : request.parameter("cursor");
    if (cursor != null) {
      return new Resume.From(Cursor.parse(cursor));
    }
    String age = request.parameter("age");
    return age == null ? new Resume.Fresh() : new Resume.Aged(duration(age));
  }

  private static Optional<Duration> duration(String millis) {
    boolean number =
        !millis.isEmpty()
            && millis.length() <= MAX_AGE_DIGITS
            && millis.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(Duration.ofMillis(Long.parseLong(millis))) : Optional.empty();
  }
}
