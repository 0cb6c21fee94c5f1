// SPDX-License-Identifier: Apache-2.0
package com.example;

/** A thing that a collection holds. */
sealed interface Item {
  /** {@return the name that the server gave it; never used again for another one} */
  String id();

  /** Something to do. */
  record Todo(String id, String title, boolean done) implements Item {}

  /** A text to keep. */
  record Note(String id, String title, String text) implements Item {}
}
