package org.lyceum.launcher;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Sends what the services log to a file, and as much of it as wanted to the terminal. */
final class Logs implements AutoCloseable {

    private final LoggerContext context;

    private Logs(LoggerContext context) {
        this.context = context;
    }

    /**
     * Sets logging up for the whole process: everything to {@code logs/lyceum.log} in a node's data folder, and to
     * standard error only errors or, when {@code verbose}, all of it.
     */
    static Logs to(Path data, boolean verbose) {
        // Each Spring context would set up logging anew.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Path file = data.resolve("logs").resolve("lyceum.log");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("lyceum.log.file", file.toString());
        context.putProperty("lyceum.log.terminal", verbose ? "DEBUG" : "ERROR");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        URL configuration = Objects.requireNonNull(Logs.class.getResource("/lyceum-logback.xml"));
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException("lyceum-logback.xml", e);
        }
        return new Logs(context);
    }

    /** Lets go of the file. */
    @Override
    public void close() {
        context.stop();
    }
}
