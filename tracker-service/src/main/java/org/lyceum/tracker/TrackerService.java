package org.lyceum.tracker;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The tracker: BEP 15 over UDP, and a view of the swarms over REST. */
@SpringBootApplication(proxyBeanMethods = false)
public class TrackerService {

    /**
     * The application, ready to run; several services can run in one process, each with its own context.
     *
     * <p>Its defaults are in {@code tracker-service.yml}.
     */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(TrackerService.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=tracker-service");
    }

    static void main(String[] arguments) {
        application().run(arguments);
    }
}
