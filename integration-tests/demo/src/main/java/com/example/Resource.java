// SPDX-License-Identifier: Apache-2.0
package com.example;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A collection behind the REST interface. A missing item is a {@link Problem}. */
interface Resource {
  /** {@return all items, the oldest first} */
  List<? extends Item> list() throws SQLException;

  /** {@return what is computed of the collection under this name, if there is such a thing} */
  default Optional<Object> view(String name) throws SQLException {
    return Optional.empty();
  }

  Item get(long id) throws SQLException;

  Item create(Fields fields) throws SQLException;

  /** {@return the item, with the fields that are present changed} */
  Item update(long id, Fields fields) throws SQLException;

  void delete(long id) throws SQLException;
}
