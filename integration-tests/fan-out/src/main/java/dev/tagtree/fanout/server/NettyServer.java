// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server as one would write it by hand, knowing Netty well: a queue for each event loop, frames
 * encoded once and shared, all that wait joined into one write, and codecs removed from streams.
 */
@Sharable
public final class NettyServer extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final byte[] HEAD =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n"
              + Frames.GREETING)
          .getBytes(US_ASCII);

  private final Map<EventLoop, NettyStreams> streams = new ConcurrentHashMap<>();

  /** Listens on the port that is the first argument, until it is killed. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    NettyServer server = new NettyServer();
    new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(loops(), EpollIoHandler.newFactory()))
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 4_096)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), server);
              }
            })
        .bind("localhost", port)
        .syncUninterruptibly();
    PublishPort.open(port, server::publish, () -> "");
  }

  private static int loops() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    List<String> tags = new QueryStringDecoder(request.uri()).parameters().get("tag");
    open(context.channel(), tags == null ? "" : tags.get(0));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
    context.close();
  }

  private void publish(List<String> tags) {
    for (String tag : tags) {
      byte[] frame = Frames.frame(tag);
      streams.values().forEach(loop -> loop.publish(tag, frame));
    }
  }

  private void open(Channel channel, String tag) {
    channel.pipeline().remove(HttpObjectAggregator.class);
    channel.pipeline().remove(HttpServerCodec.class);
    channel.writeAndFlush(Unpooled.wrappedBuffer(HEAD));
    NettyStreams loop = streams.computeIfAbsent(channel.eventLoop(), NettyStreams::new);
    loop.add(tag, channel);
    channel.closeFuture().addListener((ChannelFutureListener) end -> loop.remove(tag, channel));
  }
}
