package org.lyceum.chat.door;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.lyceum.chat.feed.FeedMeters;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.network.NodeProperties;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.web.ProblemMapping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door, for any service that has {@link org.lyceum.chat.hosting.Rooms}. */
@Configuration(proxyBeanMethods = false)
@Import({
    DirectController.class,
    EventsController.class,
    HistoryController.class,
    ImportController.class,
    MessagesController.class,
    OpenRooms.class,
    PostsController.class,
    RoomSockets.class,
    RoomsController.class
})
public class DoorConfiguration {

    @Bean
    SocketMessages socketMessages() {
        return new SocketMessages();
    }

    @Bean
    InstantSource roomsClock() {
        return InstantSource.system();
    }

    @Bean
    RoomViews roomViews(Attendance attendance, InstantSource clock) {
        return new RoomViews(attendance, clock);
    }

    @Bean
    Histories histories(NodeProperties node, InstantSource clock) {
        return new Histories(node.data().resolve("history"), clock);
    }

    @Bean
    Identity nodeIdentity(NodeProperties node) {
        return IdentityFile.open(node.data());
    }

    @Bean
    IdentitySignatures nodeSignatures(Identity identity) {
        return new IdentitySignatures(identity);
    }

    @Bean
    Questions questions(Identity identity, IdentitySignatures signatures, InstantSource clock) {
        return new Questions(identity, signatures, new SecureRandom(), clock);
    }

    @Bean
    Say say(
            SharedFiles files,
            Histories histories,
            Questions questions,
            DirectMessages direct,
            Attendance attendance,
            RoomViews views,
            InstantSource clock) {
        return new Say(files, histories, questions, direct, attendance, views, clock);
    }

    @Bean
    FeedMeters feedMeters(MeterRegistry registry) {
        return new FeedMeters(registry);
    }

    @Bean
    ProblemMapping roomProblems() {
        return ProblemMapping.of(RoomException.class, failure -> Problems.status(failure.reason()));
    }
}
