// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.util.List;

/** The tests of the core find the mistakes that are planted in it. */
class PlantedBugsTest extends BugHunt {
  @Override
  List<PlantedBug> bugs() {
    return PlantedBugs.all();
  }
}
