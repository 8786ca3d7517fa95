package org.lyceum.ml;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.Engines;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.jobs.Inbox;
import org.lyceum.ml.jobs.JobMetrics;
import org.lyceum.ml.jobs.Jobs;
import org.lyceum.ml.jobs.MlStatus;
import org.lyceum.ml.jobs.Results;
import org.lyceum.ml.live.VoskServer;
import org.lyceum.ml.worker.Workers;
import org.lyceum.network.NodeProperties;
import org.lyceum.network.ServiceOffering;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.network.Offering;
import org.lyceum.web.ProblemMapping;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.support.WebSocketUpgradeHandlerPredicate;

/** Puts the features together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MlProperties.class)
class MlConfiguration {

    private static final int BEFORE_CONTROLLERS = -1;

    @Bean
    EngineHome engineHome(NodeProperties node, MlProperties ml) {
        return new EngineHome(folder(node), ml.languageData());
    }

    private static Path folder(NodeProperties node) {
        return node.data().resolve("ml");
    }

    @Bean
    Engines engines(EngineHome home) {
        return new Engines(home);
    }

    @Bean
    Workers workers(EngineHome home, MlProperties ml) throws IOException {
        FileSystemUtils.deleteRecursively(home.temporary());
        return new Workers(home, ml.workerSettings());
    }

    @Bean
    Inbox inbox(NodeProperties node, MlProperties ml) {
        return new Inbox(folder(node).resolve("inbox"), ml.upload().toBytes(), ml.uploadPatience());
    }

    @Bean
    Jobs jobs(NodeProperties node, MlProperties ml, Engines engines, Workers workers, Inbox inbox) {
        Results results =
                new Results(folder(node).resolve("results"), ml.results().toBytes(), InstantSource.system());
        return new Jobs(engines, workers, results, inbox, ml.jobSettings(), InstantSource.system());
    }

    @Bean
    MeterBinder jobMetrics(Jobs jobs, Workers workers) {
        return new JobMetrics(jobs, workers);
    }

    /** At the root, where clients of vosk-server look for it, and for upgrades alone. */
    @Bean
    SimpleUrlHandlerMapping voskServer(Workers workers, Engines engines, MlProperties ml) {
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
                Map.of("/", new VoskServer(workers, engines, ml.time(), ml.uploadPatience())), BEFORE_CONTROLLERS);
        mapping.setHandlerPredicate(new WebSocketUpgradeHandlerPredicate());
        return mapping;
    }

    /** So that nodes find who reads for them by asking the network. */
    @Bean
    ServiceOffering mlOffering() {
        return rest -> Offering.of("ml", new Service("ml-rest", rest));
    }

    @Bean
    ProblemMapping mlProblems() {
        return ProblemMapping.of(MlException.class, failure -> MlStatus.of(failure.reason()));
    }
}
