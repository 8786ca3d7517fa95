package org.lyceum.e2e.bench.rooms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.measure.JvmProcess;
import org.lyceum.e2e.bench.measure.ProcessFigures;
import org.lyceum.e2e.bench.measure.WorkFolder;
import org.lyceum.e2e.bench.report.BarChart;
import org.lyceum.e2e.bench.report.Machine;
import org.lyceum.e2e.bench.report.ReportFile;
import org.lyceum.e2e.bench.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lyceum bench rooms}. */
@Command(
        name = "rooms",
        description = {
            "How many readers a room has room for: messages go to one room that many WebSockets read, at a higher rate in"
                    + " each step, until they do not all arrive in time.%n",
            "Beside it mosquitto, with as many subscribers of one topic, QoS 1, and as many bytes for each delivery.%n"
        },
        sortOptions = false)
public final class RoomsCommand implements Callable<Integer> {

    private static final String ROOM = "Lyceum, WebSocket";
    private static final String MOSQUITTO = "mosquitto, QoS 1";

    /** A JVM compiles what matters meanwhile. */
    private static final int WARM_UP_SECONDS = 10;

    private static final List<Integer> RATES = List.of(200, 400, 800, 1600, 3200, 6400);

    @Option(names = "--readers", paramLabel = "N", description = "How many read (${DEFAULT-VALUE}).")
    private int readers = 500;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each rate is kept up (${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            description = "Messages a second, step by step; by default 200 and twice as many in each further step.")
    private List<Integer> rates = RATES;

    @Option(names = "--text", paramLabel = "BYTES", description = "Of a message (${DEFAULT-VALUE}).")
    private int text = 100;

    @Option(names = "--quick", description = "50 readers, 2 s: shows that it works, says little of speed.")
    private boolean quick;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Records the node there with Java Flight Recorder, which costs some speed.")
    private @Nullable Path record;

    @Mixin
    private ReportFile out = new ReportFile();

    @Override
    public Integer call() throws IOException {
        if (quick) {
            readers = 50;
            seconds = 2;
            rates = List.of(200);
        }
        Path work = WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        Report report = new Report();
        System.err.println(ROOM + " …");
        double perReader;
        List<Step> room;
        try (RoomServer server = RoomServer.node(work.resolve("node"), recording());
                JvmProcess agent = agent(work.resolve("room-agent"))) {
            double before = memory(server);
            agent.order("connect", "ws", String.valueOf(server.port()), server.path(), String.valueOf(readers));
            agent.await("connected");
            perReader = (memory(server) - before) / readers;
            room = steps(ROOM, server, agent, report);
        }
        int payload = (int) Math.round(room.getFirst().bytesPerDelivery());
        System.err.println(MOSQUITTO + " …");
        List<Step> mosquitto;
        try (RoomServer server = RoomServer.mosquitto(work.resolve("mosquitto"));
                JvmProcess agent = agent(work.resolve("mosquitto-agent"))) {
            agent.order(
                    "connect", "mqtt", String.valueOf(server.port()), String.valueOf(payload), String.valueOf(readers));
            agent.await("connected");
            mosquitto = steps(MOSQUITTO, server, agent, report);
        }
        String markdown = "# A room, %d readers%n%n%s, %s.%n%n%s%n%s"
                .formatted(
                        readers,
                        LocalDate.now(ZoneId.systemDefault()),
                        Machine.here(),
                        report.table,
                        conclusion(room, mosquitto, perReader));
        System.out.print(markdown);
        out.write(markdown, chart(room, mosquitto));
        return room.stream().allMatch(Step::isComplete) ? 0 : 1;
    }

    private static final class Report {
        private final Table table = new Table(
                "server",
                "messages/s",
                "deliveries/s",
                "all, in order",
                "p50 ms",
                "p99 ms",
                "max ms",
                "CPU s",
                "deliveries/CPU s",
                "load CPU s",
                "resident MiB",
                "bytes each");

        private void add(String server, Step step) {
            table.row(List.of(
                    server,
                    Integer.toString(step.rate()),
                    "%,.0f".formatted(step.deliveriesPerSecond()),
                    step.isComplete()
                            ? step.keepsUp() ? "yes" : "late"
                            : "%,d missing, %,d out of order"
                                    .formatted(step.sent() * step.readers() - step.delivered(), step.disordered()),
                    "%.1f".formatted(step.p50()),
                    "%.1f".formatted(step.p99()),
                    "%.1f".formatted(step.most()),
                    "%.2f".formatted(step.serverCpu()),
                    "%,.0f".formatted(step.deliveriesPerCpuSecond()),
                    "%.2f".formatted(step.agentCpu()),
                    Long.toString(step.residentBytes() >> 20),
                    "%.0f".formatted(step.bytesPerDelivery())));
        }
    }

    private List<Step> steps(String name, RoomServer server, JvmProcess agent, Report report) {
        run(server, agent, rates.getFirst(), quick ? 1 : Math.min(seconds, WARM_UP_SECONDS));
        List<Step> steps = new ArrayList<>();
        for (int rate : rates) {
            Step step = run(server, agent, rate, seconds);
            steps.add(step);
            report.add(name, step);
            System.err.printf("%,d messages/s: p99 %.1f ms, %.2f CPU s%n", rate, step.p99(), step.serverCpu());
            if (!step.keepsUp()) {
                break;
            }
        }
        return steps;
    }

    private Step run(RoomServer server, JvmProcess agent, int rate, int forSeconds) {
        ProcessFigures agentFigures = new ProcessFigures(agent.pid());
        double serverBefore = server.cpuSeconds();
        double agentBefore = agentFigures.cpuSeconds();
        agent.order("run", String.valueOf(rate), String.valueOf(forSeconds), String.valueOf(text));
        List<String> words = agent.await("ran");
        return Step.of(
                words,
                readers,
                rate,
                forSeconds,
                server.cpuSeconds() - serverBefore,
                agentFigures.cpuSeconds() - agentBefore,
                server.residentBytes());
    }

    /** Heap and buffers outside of it that are in use, garbage apart. */
    private static double memory(RoomServer server) {
        server.collectGarbage();
        return server.metric("jvm.memory.used?tag=area:heap") + server.metric("jvm.buffer.memory.used");
    }

    private static String conclusion(List<Step> room, List<Step> mosquitto, double perReader) {
        StringBuilder text = new StringBuilder();
        for (Step ours : room) {
            mosquitto.stream()
                    .filter(theirs -> theirs.rate() == ours.rate())
                    .forEach(theirs ->
                            text.append("%,d messages/s: %.2f × the deliveries of mosquitto for each CPU second.%n"
                                    .formatted(
                                            ours.rate(),
                                            ours.deliveriesPerCpuSecond() / theirs.deliveriesPerCpuSecond())));
        }
        return text.append("%nA reader costs the node %.1f KiB.%n".formatted(perReader / 1024))
                .toString();
    }

    private static String chart(List<Step> room, List<Step> mosquitto) {
        BarChart chart = new BarChart();
        chart.panel("Deliveries for each CPU second of the server", "%,.0f", bars(room, mosquitto, true));
        chart.panel("p99 from due to delivered, ms", "%,.1f", bars(room, mosquitto, false));
        return chart.toSvg();
    }

    private static List<BarChart.Bar> bars(List<Step> room, List<Step> mosquitto, boolean efficiency) {
        return Stream.concat(
                        room.stream().map(step -> bar(ROOM, step, efficiency)),
                        mosquitto.stream().map(step -> bar(MOSQUITTO, step, efficiency)))
                .toList();
    }

    private static BarChart.Bar bar(String server, Step step, boolean efficiency) {
        return new BarChart.Bar(
                "%s, %,d/s".formatted(server, step.rate()),
                efficiency ? step.deliveriesPerCpuSecond() : step.p99(),
                server.equals(ROOM));
    }

    private static JvmProcess agent(Path folder) {
        return JvmProcess.start(folder, LoadAgent.class, List.of(), List.of(), Map.of(), _ -> {});
    }

    private List<String> recording() {
        return record == null
                ? List.of()
                : List.of("-XX:StartFlightRecorder:settings=profile,filename="
                        + record.toAbsolutePath().resolve("room.jfr"));
    }
}
