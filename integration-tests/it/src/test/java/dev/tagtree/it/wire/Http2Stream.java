// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** One response of HTTP/2; those of one client share its connection. */
public final class Http2Stream extends EventStream {
  static {
    // What the peer may send on a stream that nobody reads: the least that the JDK's client allows.
    System.setProperty("jdk.httpclient.windowsize", "16384");
  }

  /** The client does not notice that a connection is cut, and is not asked to wait for long. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final HttpResponse<Body> response;

  public Http2Stream(HttpClient client, URI uri, Map<String, String> requestHeaders) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    requestHeaders.forEach(request::setHeader);
    CompletableFuture<HttpResponse<Body>> answer =
        client.sendAsync(request.build(), head -> new Body());
    try {
      response = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no response to " + uri, e);
    }
  }

  /** {@return a client that has one connection to each server} */
  public static HttpClient client(SSLContext trusting) {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trusting).build();
  }

  @Override
  public String version() {
    return response.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
  }

  @Override
  public int status() {
    return response.statusCode();
  }

  @Override
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  boolean read() {
    return response.body().next(this);
  }

  /** Cancels the stream; its connection stays. */
  @Override
  public void leave() {
    response.body().cancel();
  }

  /** What a response brings, one piece for each question; that there is an end needs none. */
  private static final class Body implements HttpResponse.BodySubscriber<Body> {
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private boolean asked;

    @Override
    public CompletionStage<Body> getBody() {
      return subscribed.thenApply(subscription -> this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscribed.complete(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      pieces.add(buffers);
    }

    @Override
    public void onError(Throwable cause) {
      pieces.add(cause);
    }

    @Override
    public void onComplete() {
      pieces.add(END);
    }

    boolean next(EventStream stream) {
      if (!asked) {
        asked = true;
        subscribed.join().request(1);
      }
      Object piece;
      try {
        piece = pieces.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (piece instanceof Throwable cause) {
        throw new AssertionError("the stream was cut", cause);
      } else if (piece instanceof List<?> buffers) {
        asked = false;
        buffers.forEach(buffer -> stream.take((ByteBuffer) buffer));
      } else if (piece == null) {
        throw new AssertionError("nothing came within " + SILENCE);
      }
      return piece != END;
    }

    void cancel() {
      subscribed.join().cancel();
    }
  }
}
