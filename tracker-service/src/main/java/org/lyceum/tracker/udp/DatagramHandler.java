package org.lyceum.tracker.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.lyceum.bittorrent.tracker.UdpCodec;
import org.lyceum.bittorrent.tracker.UdpRequest;
import org.lyceum.bittorrent.tracker.UdpResponse;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.stats.Traffic.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns datagrams into requests and answers into datagrams. Whatever comes, the socket stays open. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger log = LoggerFactory.getLogger(DatagramHandler.class);

    private final RequestHandler handler;
    private final Traffic traffic;

    DatagramHandler(RequestHandler handler, Traffic traffic) {
        this.handler = handler;
        this.traffic = traffic;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        Optional<UdpRequest> request = UdpCodec.decodeRequest(datagram.content());
        if (request.isEmpty()) {
            traffic.count(Kind.MALFORMED);
            return;
        }
        handler.answer(request.get(), datagram.sender())
                .ifPresent(response -> send(context, response, datagram.sender()));
    }

    private void send(ChannelHandlerContext context, UdpResponse response, InetSocketAddress to) {
        if (!context.channel().isWritable()) {
            traffic.count(Kind.UNANSWERED); // peers ask again; answers that wait for a full socket would pile up
            return;
        }
        ByteBuf bytes = context.alloc().ioBuffer();
        UdpCodec.encode(response, bytes);
        context.write(new DatagramPacket(bytes, to)).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        traffic.count(Kind.UNANSWERED);
        log.debug("A datagram could not be answered", cause);
    }
}
