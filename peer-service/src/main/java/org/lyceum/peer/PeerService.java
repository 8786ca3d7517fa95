package org.lyceum.peer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** A peer: shares and fetches torrents, and is told what to do over REST. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PeerService {

    /** Ready to run, beside other services in the same process or alone. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(PeerService.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=peer-service");
    }

    static void main(String[] arguments) {
        application().run(arguments);
    }
}
