package org.lyceum.network;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The node that a service is part of.
 *
 * @param name what people call it
 * @param data folder of everything that it writes; {@code ~/.lyceum/<name>} by default
 */
@ConfigurationProperties("lyceum")
public record NodeProperties(@DefaultValue("node") String name, Path data) {

    public NodeProperties(@DefaultValue("node") String name, @Nullable Path data) {
        this.name = name;
        this.data = (data == null ? Path.of(System.getProperty("user.home"), ".lyceum", name) : data)
                .toAbsolutePath()
                .normalize();
    }
}
