package org.lyceum.ui;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The web application. Its defaults are in {@code web-ui.yml}, so that it can share a JVM with other services. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WebUi {

    /** An application that only needs its properties ({@code lyceum.ui.*}, {@code server.*}) and {@code run()}. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(WebUi.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=web-ui");
    }
}
