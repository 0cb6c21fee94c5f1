// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Spring MVC in Tomcat: an SseEmitter for each client. */
public final class SpringMvcServer {
  private SpringMvcServer() {}

  /** Listens on the port that is the first argument, until it is killed. */
  public static void main(String[] arguments) throws LifecycleException {
    int port = Integer.parseInt(arguments[0]);
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(Web.class);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxConnections", "20000");
    tomcat.getConnector().setProperty("acceptCount", "4096");
    Wrapper servlet =
        Tomcat.addServlet(tomcat.addContext("", null), "spring", new DispatcherServlet(spring));
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping("/");
    tomcat.start();
    PublishPort.open(port, spring.getBean(Streams.class)::publish, () -> "");
  }

  /** What Spring is told. */
  @Configuration
  @EnableWebMvc
  static class Web {
    @Bean
    Streams streams() {
      return new Streams();
    }
  }

  /** The controller. */
  @RestController
  static class Streams {
    private final Queue<SseEmitter> everyone = new ConcurrentLinkedQueue<>();
    private final Map<String, SseEmitter> byTag = new ConcurrentHashMap<>();

    /** Opens a stream that does not time out. */
    @GetMapping("/events")
    public SseEmitter events(@RequestParam(name = "tag", required = false) String tag)
        throws IOException {
      SseEmitter emitter = new SseEmitter(0L);
      emitter.send(SseEmitter.event().comment("hi"));
      if (tag == null) {
        everyone.add(emitter);
        emitter.onCompletion(() -> everyone.remove(emitter));
      } else {
        byTag.put(tag, emitter);
        emitter.onCompletion(() -> byTag.remove(tag, emitter));
      }
      return emitter;
    }

    void publish(List<String> tags) {
      for (String tag : tags) {
        String data = Frames.data(tag);
        SseEmitter one = byTag.get(tag);
        if (one != null) {
          send(one, data);
        }
        everyone.forEach(emitter -> send(emitter, data));
      }
    }

    private static void send(SseEmitter emitter, String data) {
      try {
        emitter.send(SseEmitter.event().data(data));
      } catch (IOException | IllegalStateException gone) {
        emitter.completeWithError(gone);
      }
    }
  }
}
