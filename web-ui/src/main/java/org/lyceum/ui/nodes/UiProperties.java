package org.lyceum.ui.nodes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the page looks at.
 *
 * @param nodes the local peers, the one to show first at the head; each with a name of its own
 */
@ConfigurationProperties("lyceum.ui")
public record UiProperties(@DefaultValue List<Node> nodes) {

    public UiProperties {
        nodes = List.copyOf(nodes);
        Set<String> names = new HashSet<>();
        for (Node node : nodes) {
            if (!names.add(node.name())) {
                throw new IllegalArgumentException(
                        "lyceum.ui.nodes: two nodes are called %s; give each a name of its own".formatted(node.name()));
            }
        }
    }
}
