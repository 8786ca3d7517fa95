package org.lyceum.chat.markup;

import org.commonmark.node.CustomNode;

/** Someone's name in a text. */
final class Mention extends CustomNode {

    final String name;

    Mention(String name) {
        this.name = name;
    }
}
