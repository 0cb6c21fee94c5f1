// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import dev.tagtree.it.scale.ApiDescription.Operation;
import java.util.List;

/**
 * A leaf that stands for an operation.
 *
 * @param key the elements of its query key, as declared; empty if it has none
 */
record Leaf(
    Group group,
    String method,
    String wireName,
    List<Param> params,
    List<String> key,
    Operation operation)
    implements Member {

  @Override
  public List<Group> around() {
    return group.chain();
  }
}
