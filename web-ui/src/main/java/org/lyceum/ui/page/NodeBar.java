package org.lyceum.ui.page;

import java.util.List;
import org.lyceum.ui.nodes.Node;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.Nodes;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts what stands at the top of every page into its model: the node that one looks from, and the others. */
@Component
public final class NodeBar {

    private final List<Node> nodes;

    NodeBar(Nodes nodes) {
        this.nodes = nodes.all().stream().map(NodeClient::node).toList();
    }

    public void show(Model model, Node current, NodeHealth health) {
        model.addAttribute("nodes", nodes);
        model.addAttribute("node", current);
        model.addAttribute("health", health);
    }
}
