package org.lyceum.chat.door;

import java.net.URI;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What the door asks of the node around it. */
@Configuration(proxyBeanMethods = false)
public class NodeDoorConfiguration {

    @Bean
    Attendance attendance(OverlayNode node) {
        return new DirectoryAttendance(node);
    }

    /** The peer that this process is answers where the rooms do, unless {@code lyceum.rooms.peer} names another place. */
    @Bean
    SharedFiles sharedFiles(Environment environment) {
        return new PeerFiles(
                () -> URI.create(environment.getProperty(
                        "lyceum.rooms.peer", "http://127.0.0.1:" + environment.getProperty("local.server.port"))),
                environment.getProperty("lyceum.web.token"));
    }
}
