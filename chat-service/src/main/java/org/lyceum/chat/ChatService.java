package org.lyceum.chat;

import java.util.List;
import java.util.Set;
import org.lyceum.network.ServiceOffering;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.network.Offering;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Rooms alone: for a node with the role chat that is no peer, or beside services elsewhere. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(RoomsConfiguration.class)
public class ChatService {

    /** Ready to run, beside other services in the same process or alone. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ChatService.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=chat-service");
    }

    static void main(String[] arguments) {
        application().run(arguments);
    }

    /** Where the rooms' REST interface is reached; the rooms say themselves which they are. */
    @Bean
    ServiceOffering chatOffering() {
        return rest -> new Offering(Set.of(), List.of(new Service("chat-rest", rest)), Set.of(), 0);
    }
}
