package org.lyceum.chat;

import org.lyceum.chat.door.DoorConfiguration;
import org.lyceum.chat.door.NodeDoorConfiguration;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.chat.hosting.RoomsHost;
import org.lyceum.chat.storage.StorageException;
import org.lyceum.network.NodeProperties;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The rooms of a node and the door to them, for any Spring application that is part of one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomsProperties.class)
@Import({DoorConfiguration.class, NodeDoorConfiguration.class})
public class RoomsConfiguration {

    @Bean(destroyMethod = "close")
    RoomsHost rooms(OverlayNode node, NodeProperties properties, RoomsProperties rooms) {
        try {
            return RoomsHost.start(
                    node,
                    IdentityFile.open(properties.data()),
                    properties.data().resolve("db"),
                    properties.name(),
                    rooms.chatNode());
        } catch (StorageException | OverlayException e) {
            throw new StartupException("%s (lyceum.data)".formatted(e.getMessage()), e);
        }
    }

    @Bean
    DirectMessages directMessages(RoomsHost rooms) {
        return rooms.direct();
    }
}
