// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * A pooler that takes LISTEN and delivers nothing, as PgBouncer does when it pools transactions.
 */
final class DeafPooler {
  private DeafPooler() {}

  static DataSource before(DataSource source) {
    return wrapped(
        DataSource.class,
        source,
        connection ->
            wrapped(Connection.class, connection, statement -> deaf((Statement) statement)));
  }

  private static Statement deaf(Statement statement) {
    return (Statement)
        Proxy.newProxyInstance(
            DeafPooler.class.getClassLoader(),
            new Class<?>[] {Statement.class},
            (proxy, method, arguments) -> {
              boolean listen =
                  method.getName().equals("execute")
                      && String.valueOf(arguments[0]).startsWith("LISTEN");
              return listen ? false : method.invoke(statement, arguments);
            });
  }

  private interface Wrapping {
    Object wrap(Object made) throws SQLException;
  }

  private static <T> T wrapped(Class<T> type, Object target, Wrapping wrapping) {
    return type.cast(
        Proxy.newProxyInstance(
            DeafPooler.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object made = method.invoke(target, arguments);
                boolean wraps =
                    List.of("getConnection", "createStatement").contains(method.getName());
                return wraps ? wrapping.wrap(made) : made;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
