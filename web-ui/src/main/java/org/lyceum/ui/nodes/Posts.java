package org.lyceum.ui.nodes;

import java.util.List;

/** Posts of a room that follow each other, and whether there are others {@code before} and {@code after} them. */
public record Posts(List<Post> posts, More more) {

    public Posts {
        posts = List.copyOf(posts);
    }

    public record More(boolean before, boolean after) {}
}
