// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The permission for development, which needs no user: whoever sits at this machine; for doors. */
public final class LocalPermission {
  private static final Pattern LOCAL =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> FORWARDED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    FORWARDED.addAll(
        List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"));
  }

  private LocalPermission() {}

  /**
   * {@return whether a request comes from this machine, was made for {@code localhost} or a
   * loopback address, and does not say that somebody forwarded it}
   *
   * <p>Behind a proxy on the same machine everybody comes from there, and not every proxy says so.
   *
   * @param peer who is at the other end of the connection; null if that is no address
   * @param host the name the request was made for, without a port
   * @param headers the names of its headers
   */
  public static boolean allows(
      @Nullable InetAddress peer, String host, Collection<String> headers) {
    return peer != null
        && peer.isLoopbackAddress()
        && LOCAL.matcher(host).matches()
        && headers.stream().noneMatch(FORWARDED::contains);
  }
}
