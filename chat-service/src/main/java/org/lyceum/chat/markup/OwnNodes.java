package org.lyceum.chat.markup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes what CommonMark does not know, and images as links. */
final class OwnNodes implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    OwnNodes(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Maths.Inline.class, Maths.Block.class, Mention.class, TaskItems.Box.class, Image.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case Maths.Inline maths -> math(maths.latex, maths.display);
            case Maths.Block maths -> block(maths);
            case Mention mention -> {
                html.tag("span", Map.of("class", "mention"));
                html.text("@" + mention.name);
                html.tag("/span");
            }
            case TaskItems.Box box -> {
                Map<String, String> attributes = new LinkedHashMap<>();
                attributes.put("type", "checkbox");
                attributes.put("disabled", "");
                if (box.checked) {
                    attributes.put("checked", "");
                }
                html.tag("input", attributes, true);
            }
            case Image image -> link(image);
            default -> throw new IllegalStateException("no %s was asked for".formatted(node));
        }
    }

    /** A beginning with nothing behind it is what it looks like. */
    private void block(Maths.Block maths) {
        html.line();
        html.tag("p");
        if (maths.latex.isEmpty()) {
            html.text(maths.opening);
        } else {
            math(maths.latex, true);
        }
        html.tag("/p");
        html.line();
    }

    private void math(String latex, boolean display) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "math");
        attributes.put("data-display", Boolean.toString(display));
        html.tag("span", attributes);
        html.text(latex);
        html.tag("/span");
    }

    private void link(Image image) {
        html.tag("a", context.extendAttributes(image, "a", Map.of("href", image.getDestination())));
        if (image.getFirstChild() == null) {
            html.text(image.getDestination());
        }
        for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag("/a");
    }
}
