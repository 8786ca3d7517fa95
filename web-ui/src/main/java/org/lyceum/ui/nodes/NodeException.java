package org.lyceum.ui.nodes;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** A node did not do what it was asked, in a sentence that its reader can act on. */
public final class NodeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Node node;
    private final int status;
    private final boolean answered;
    private final String sentence;

    private NodeException(Node node, int status, boolean answered, String sentence) {
        super(sentence);
        this.sentence = sentence;
        this.node = node;
        this.status = status;
        this.answered = answered;
    }

    /** Nothing came back: not running, not reachable, too busy. */
    public static NodeException silent(Node node) {
        return new NodeException(
                node,
                HttpStatus.BAD_GATEWAY.value(),
                false,
                "%s’s node does not answer at %s. See whether it still runs; this page looks again by itself."
                        .formatted(node.name(), node.address()));
    }

    /** It answered with something else than its interface promises. */
    public static NodeException strange(Node node) {
        return new NodeException(
                node,
                HttpStatus.BAD_GATEWAY.value(),
                true,
                "%s’s node answered what this page does not understand. See that both are of the same version."
                        .formatted(node.name()));
    }

    /** It answered, and said no. */
    public static NodeException refused(Node node, HttpStatusCode status, String detail) {
        return new NodeException(node, status.value(), true, detail);
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public Node node() {
        return node;
    }

    public HttpStatusCode status() {
        return HttpStatusCode.valueOf(status);
    }

    /** False when nothing came back at all. */
    public boolean answered() {
        return answered;
    }

    public boolean isNotFound() {
        return status == HttpStatus.NOT_FOUND.value();
    }
}
