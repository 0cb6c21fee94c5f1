// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server that is measured. */
enum Peer {
  TAGTREE("tagtree", Speech.LINES, "TagTreeServer"),
  /** Only where memory is looked at. */
  TAGTREE_SERIAL("tagtree-serial", Speech.LINES, "TagTreeServer", "-XX:+UseSerialGC"),
  FLOOR("floor", Speech.LINES),
  FLOOR_JOINED("floor-joined", Speech.LINES),
  NETTY("netty", Speech.LINES, "NettyServer"),
  UNDERTOW("undertow", Speech.LINES, "UndertowServer"),
  VERTX("vertx", Speech.LINES, "VertxServer"),
  SPRING_MVC("spring-mvc", Speech.LINES, "SpringMvcServer"),
  SPRING_WEBFLUX("spring-webflux", Speech.LINES, "SpringWebFluxServer"),
  BETTER_SSE("better-sse", Speech.LINES),
  NCHAN("nchan", Speech.NCHAN),
  PUSHPIN("pushpin", Speech.PUSHPIN);

  /** How the load client tells it what to publish. */
  enum Speech {
    LINES,
    NCHAN,
    PUSHPIN
  }

  /** The same for all, but for what a peer adds. */
  private static final List<String> JVM = List.of("-Xmx2g", "-XX:-UsePerfData");

  private final String label;
  private final Speech speech;
  private final List<String> main;

  Peer(String label, Speech speech, String... main) {
    this.label = label;
    this.speech = speech;
    this.main = List.of(main);
  }

  String label() {
    return label;
  }

  boolean isJava() {
    return !main.isEmpty();
  }

  Speech speech() {
    return speech;
  }

  /** {@return where a client gets all events} */
  String pathOfAll() {
    return switch (speech) {
      case LINES -> prefix() + "/events";
      case NCHAN -> "/sub/all";
      case PUSHPIN -> "/events?channel=all";
    };
  }

  /** {@return where a client gets those of one number, which is formatted into it} */
  String pathOfOne() {
    return switch (speech) {
      case LINES -> prefix() + "/events?tag=item.byId(%08u)";
      case NCHAN -> "/sub/%08u";
      case PUSHPIN -> "/events?channel=%08u";
    };
  }

  private String prefix() {
    return this == TAGTREE || this == TAGTREE_SERIAL ? "/tags" : "";
  }

  /** {@return the port that takes what is to be published} */
  int publishPort(int port) {
    return isJava() || speech == Speech.PUSHPIN ? port + 1 : port;
  }

  /** {@return how many clients may come at once; Pushpin's origin is asked about each} */
  int opensTogether() {
    return speech == Speech.PUSHPIN ? 50 : 200;
  }

  /** {@return whether one request may publish several events} */
  boolean takesSeveral() {
    return speech != Speech.NCHAN;
  }

  /** {@return how to get it, if it is missing here; else an empty string} */
  String missing() {
    return switch (this) {
      case BETTER_SSE ->
          isInstalled("node") && isInstalled("npm") ? "" : "it needs Node.js with npm";
      case NCHAN ->
          Files.exists(Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so"))
              ? ""
              : "apt-get install nginx libnginx-mod-nchan";
      case PUSHPIN -> isInstalled("pushpin") ? "" : "apt-get install pushpin";
      default -> "";
    };
  }

  /**
   * {@return the command that starts it}
   *
   * @param programs the folder of the compiled C programs
   * @param jvm options for a Java virtual machine, if it has one
   */
  List<String> command(int port, Path programs, List<String> jvm)
      throws IOException, InterruptedException {
    Path sources = programs.resolve("../../src/main/peers");
    Path folder = programs.resolve(label);
    return switch (this) {
      case FLOOR -> List.of(programs.resolve("floor").toString(), "" + port);
      case FLOOR_JOINED -> List.of(programs.resolve("floor").toString(), "" + port, "join");
      case BETTER_SSE -> List.of("node", Foreign.betterSse(sources, folder).toString(), "" + port);
      case NCHAN ->
          List.of("/usr/sbin/nginx", "-c", Foreign.nchan(sources, folder, port).toString());
      case PUSHPIN -> List.of("sh", "-c", Foreign.pushpin(sources, port));
      default -> java(port, jvm);
    };
  }

  private List<String> java(int port, List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(jvm);
    command.addAll(main.subList(1, main.size()));
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.tagtree.fanout.server." + main.get(0));
    command.add("" + port);
    return command;
  }

  static List<Peer> named(String names) {
    if (names.equals("all")) {
      return List.of(values());
    }
    if (names.equals("quick")) {
      return List.of(TAGTREE, FLOOR, NETTY);
    }
    return Arrays.stream(names.split(",")).map(Peer::of).toList();
  }

  private static Peer of(String name) {
    return Arrays.stream(values())
        .filter(peer -> peer.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no peer '"
                        + name
                        + "', but "
                        + String.join(", ", Arrays.stream(values()).map(Peer::label).toList())));
  }

  /** {@return whether a program is on the path} */
  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
