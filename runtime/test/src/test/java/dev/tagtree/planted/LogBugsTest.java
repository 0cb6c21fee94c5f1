// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.util.List;

/** The contract of the logs finds the mistakes that are planted in the one in memory. */
class LogBugsTest extends BugHunt {
  @Override
  List<PlantedBug> bugs() {
    return LogBugs.ALL;
  }
}
