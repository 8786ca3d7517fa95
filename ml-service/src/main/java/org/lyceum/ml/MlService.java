package org.lyceum.ml;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Text from media: takes files and speech over HTTP and has worker processes read them. */
@SpringBootApplication(proxyBeanMethods = false)
public class MlService {

    /**
     * The application, ready to run; several services can run in one process, each with its own context.
     *
     * <p>Its defaults are in {@code ml-service.yml}.
     */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(MlService.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=ml-service");
    }

    static void main(String[] arguments) {
        application().run(arguments);
    }
}
