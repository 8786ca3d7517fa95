package org.lyceum.peer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The node that this service is part of.
 *
 * @param name what people call it
 * @param data folder of everything that it writes; {@code ~/.lyceum/<name>} by default
 */
@ConfigurationProperties("lyceum")
public record NodeProperties(@DefaultValue("peer") String name, Path data) {

    public NodeProperties(@DefaultValue("peer") String name, @Nullable Path data) {
        this.name = name;
        this.data = (data == null ? Path.of(System.getProperty("user.home"), ".lyceum", name) : data)
                .toAbsolutePath()
                .normalize();
    }
}
