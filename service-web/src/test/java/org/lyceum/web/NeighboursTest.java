package org.lyceum.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class NeighboursTest {

    @Test
    void keepsAnsweringOnAnOpenConnectionWhenAServiceOfTheSameProcessStops() throws IOException {
        ConfigurableApplicationContext leaving = TinyService.start();
        try (ConfigurableApplicationContext staying = TinyService.start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), TinyService.port(staying))) {
            assertThat(statusOfGreeting(socket)).isEqualTo("HTTP/1.1 200 OK");
            leaving.close();
            assertThat(statusOfGreeting(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static String statusOfGreeting(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /greeting HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = answer.readLine();
        while (!answer.readLine().isEmpty()) {
            // the rest of the head
        }
        for (int i = 0; i < "hello".length(); i++) {
            answer.read();
        }
        return status;
    }
}
