// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Vert.x with an instance for each processor; what is published goes to the thread of each. */
public final class VertxServer {
  private final Queue<VertxStreams> instances = new ConcurrentLinkedQueue<>();

  private VertxServer() {}

  /** Listens on the port that is the first argument, until it is killed. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    VertxServer server = new VertxServer();
    Vertx vertx = Vertx.vertx();
    Future<String> deployed =
        vertx.deployVerticle(
            () -> server.instance(port),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()));
    deployed.await();
    PublishPort.open(port, server::publish, () -> "");
  }

  private Deployable instance(int port) {
    VertxStreams instance = new VertxStreams(port);
    instances.add(instance);
    return instance;
  }

  private void publish(List<String> tags) {
    instances.forEach(instance -> instance.publish(tags));
  }
}
