package org.lyceum.ui.page;

import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** Says what a node refused: at the edge of the page that asked, or as a page when a page was asked for. */
@ControllerAdvice
final class Failures {

    private final NodeBar bar;

    Failures(NodeBar bar) {
        this.bar = bar;
    }

    @ExceptionHandler
    Rendering refused(NodeException failure, ServerWebExchange exchange, Model model) {
        boolean byScript = exchange.getRequest().getHeaders().containsHeader("HX-Request");
        boolean refresh = exchange.getRequest().getHeaders().containsHeader("HX-Boosted")
                || "main".equals(exchange.getRequest().getHeaders().getFirst("HX-Target"));
        if (byScript && !refresh) {
            return Notice.failure(failure.getMessage(), failure.status());
        }
        bar.show(model, failure.node(), failure.answered() ? NodeHealth.ANSWERING : NodeHealth.LOST);
        return Rendering.view("failure")
                .modelAttribute("failure", failure.getMessage())
                .modelAttribute("notFound", failure.isNotFound())
                .status(failure.status())
                .build();
    }

    /** An address that leads nowhere, or a request that makes no sense. */
    @ExceptionHandler
    Rendering astray(ResponseStatusException failure) {
        String reason = failure.getReason();
        return Rendering.view("error")
                .modelAttribute("status", failure.getStatusCode().value())
                .modelAttribute(
                        "sentence", reason == null ? "The address may be mistyped, or what it named is gone." : reason)
                .status(failure.getStatusCode())
                .build();
    }
}
