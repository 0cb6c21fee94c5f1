// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of one version of a file, by which a client asks whether there is another. */
record EntityTag(String name) {
  /** Bytes of the hash, which is no secret: enough that no two versions have the same. */
  private static final int HASH_BYTES = 12;

  private static final String ANY = "*";

  static EntityTag of(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new EntityTag(HexFormat.of().formatHex(hash, 0, HASH_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * {@return whether a client has this version already}
   *
   * <p>Weak tags count as strong ones. A star names every version in quotes only, and nothing is
   * read behind what begins as a weak tag and is none.
   */
  boolean isKnownTo(Request request) {
    String list = request.header("If-None-Match");
    return list != null && isIn(list);
  }

  private boolean isIn(String list) {
    int at = 0;
    while (at < list.length()) {
      char c = list.charAt(at++);
      if (c == '"') {
        int end = list.indexOf('"', at);
        end = end < 0 ? list.length() : end;
        String tag = list.substring(at, end).trim();
        if (tag.equals(name) || tag.equals(ANY)) {
          return true;
        }
        at = end + 1;
      } else if (c == 'W') {
        while (at < list.length() && list.charAt(at) == '/') {
          at++;
        }
        if (at < list.length() && list.charAt(at) != '"') {
          return false;
        }
      }
    }
    return false;
  }

  /** {@return the header's value} */
  @Override
  public String toString() {
    return '"' + name + '"';
  }
}
