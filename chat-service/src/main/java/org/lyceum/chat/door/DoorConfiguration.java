package org.lyceum.chat.door;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.lyceum.chat.feed.FeedMeters;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.web.ProblemMapping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door, for any service that has {@link org.lyceum.chat.hosting.Rooms}. */
@Configuration(proxyBeanMethods = false)
@Import({
    EventsController.class,
    MessagesController.class,
    OpenRooms.class,
    PostsController.class,
    RoomSockets.class,
    RoomsController.class,
    Say.class
})
public class DoorConfiguration {

    @Bean
    SocketMessages socketMessages() {
        return new SocketMessages();
    }

    @Bean
    RoomViews roomViews(Attendance attendance) {
        return new RoomViews(attendance, InstantSource.system());
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
