package org.lyceum.network;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.web.ProblemMapping;
import org.lyceum.web.StartupException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Starts a node, unless the service is handed one, and tells of the network over REST. Only for a service that offers
 * something: another in the same process, such as the pages, is no node though it has this module on its class path.
 */
@AutoConfiguration
@ConditionalOnBean(ServiceOffering.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties({NodeProperties.class, OverlayProperties.class})
@Import({NetworkController.class, NetworkEventController.class, RolesController.class})
class NetworkAutoConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    OverlayNode overlayNode(NodeProperties node, OverlayProperties overlay) {
        try {
            return OverlayNode.start(IdentityFile.open(node.data()), overlay.settings(node));
        } catch (OverlayException e) {
            String properties = switch (e.reason()) {
                case UNREACHABLE -> "lyceum.overlay.port, lyceum.overlay.bind";
                case CONFIGURATION -> "lyceum.name, lyceum.overlay.course";
                default -> "lyceum.data";
            };
            throw new StartupException("%s (%s)".formatted(e.getMessage(), properties), e);
        }
    }

    @Bean
    Offerings offerings(OverlayNode node, Map<String, ServiceOffering> offerings, ServerProperties server) {
        return new Offerings(node, offerings, server);
    }

    @Bean
    MeterBinder overlayMetrics(OverlayNode node) {
        return new NetworkMetrics(node);
    }

    @Bean
    ProblemMapping networkProblems() {
        return failure -> failure instanceof OverlayException known
                ? ProblemDetail.forStatusAndDetail(statusOf(known.reason()), String.valueOf(known.getMessage()))
                : null;
    }

    private static HttpStatus statusOf(OverlayException.Reason reason) {
        return switch (reason) {
            case CONFIGURATION, MALFORMED, TOO_LARGE -> HttpStatus.BAD_REQUEST;
            case NOT_ALLOWED, FORGED -> HttpStatus.FORBIDDEN;
            case IDENTITY -> HttpStatus.INTERNAL_SERVER_ERROR;
            case CLOSED -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.BAD_GATEWAY;
        };
    }
}
