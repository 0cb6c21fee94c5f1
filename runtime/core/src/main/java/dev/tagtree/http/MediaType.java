// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import java.util.Locale;
import java.util.regex.Pattern;

/** A type of content that is answered or taken here, in lower case. */
record MediaType(String type, String subtype) {
  static final MediaType EVENT_STREAM = new MediaType("text", "event-stream");
  static final MediaType JSON = new MediaType("application", "json");

  /** The quality with which a client says: not this one. */
  private static final Pattern REFUSED = Pattern.compile("q=0(\\.0*)?");

  /** {@return whether a client accepts it; who says nothing accepts everything} */
  boolean isAcceptedBy(Request request) {
    String accept = String.join(",", request.headers("Accept")).toLowerCase(Locale.ROOT);
    if (accept.isBlank()) {
      return true;
    }
    for (String range : accept.split(",")) {
      if (isIn(range.split(";", -1))) {
        return true;
      }
    }
    return false;
  }

  /** The type and the parameters of one range. */
  private boolean isIn(String[] range) {
    String name = range[0].trim();
    boolean fits = name.equals("*/*") || name.equals(type + "/*") || name.equals(toString());
    for (int i = 1; i < range.length; i++) {
      fits &= !REFUSED.matcher(range[i].trim()).matches();
    }
    return fits;
  }

  /** {@return whether a request's body is said to be of it} */
  boolean isSentBy(Request request) {
    String said = request.header("Content-Type");
    return said != null
        && said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(toString());
  }

  @Override
  public String toString() {
    return type + "/" + subtype;
  }
}
