// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServer;

/** Spring WebFlux on Reactor Netty: a sink for each client, because a shared one may drop. */
public final class SpringWebFluxServer {
  private final Queue<Sinks.Many<ServerSentEvent<String>>> everyone = new ConcurrentLinkedQueue<>();
  private final Map<String, Sinks.Many<ServerSentEvent<String>>> byTag = new ConcurrentHashMap<>();

  private SpringWebFluxServer() {}

  /** Listens on the port that is the first argument, until it is killed. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    SpringWebFluxServer server = new SpringWebFluxServer();
    HttpServer.create()
        .host("localhost")
        .port(port)
        .handle(
            new ReactorHttpHandlerAdapter(
                RouterFunctions.toHttpHandler(
                    RouterFunctions.route().GET("/events", server::events).build())))
        .bindNow();
    PublishPort.open(port, server::publish, () -> "");
  }

  private Mono<ServerResponse> events(ServerRequest request) {
    Sinks.Many<ServerSentEvent<String>> sink = Sinks.many().unicast().onBackpressureBuffer();
    String tag = request.queryParam("tag").orElse("");
    if (tag.isEmpty()) {
      everyone.add(sink);
    } else {
      byTag.put(tag, sink);
    }
    Flux<ServerSentEvent<String>> greeting =
        Flux.just(ServerSentEvent.<String>builder().comment("hi").build());
    Flux<ServerSentEvent<String>> events =
        Flux.concat(greeting, sink.asFlux()).doFinally(end -> close(tag, sink));
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .body(BodyInserters.fromServerSentEvents(events));
  }

  private void close(String tag, Sinks.Many<ServerSentEvent<String>> sink) {
    everyone.remove(sink);
    byTag.remove(tag, sink);
  }

  private void publish(List<String> tags) {
    for (String tag : tags) {
      ServerSentEvent<String> event = ServerSentEvent.builder(Frames.data(tag)).build();
      Sinks.Many<ServerSentEvent<String>> one = byTag.get(tag);
      if (one != null) {
        one.tryEmitNext(event);
      }
      everyone.forEach(sink -> sink.tryEmitNext(event));
    }
  }
}
