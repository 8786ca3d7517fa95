package org.lyceum.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Names the property of a port in use: with several services in one process the number alone does not help. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, PortInUseException cause) {
        String sentence = "Port %d is in use: set server.port to another one, or to 0 for any that is free."
                .formatted(cause.getPort());
        return new FailureAnalysis(sentence, null, cause);
    }
}
