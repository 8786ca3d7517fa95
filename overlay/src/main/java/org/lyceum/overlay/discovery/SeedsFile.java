package org.lyceum.overlay.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A file that names the seeds of a network, in YAML or JSON, which is YAML, too:
 *
 * <pre>{@code
 * count: 3
 * seeds:
 *   - host: 192.0.2.7
 *     port: 4001
 *   - seed.example.org:4001
 *   - /ip4/192.0.2.9/tcp/4001/p2p/12D3KooW...   # nobody else may answer there
 * }</pre>
 *
 * <p>The count says how many there are, so that a file cut short is noticed: with half of the seeds only, a majority of
 * them would be none.
 */
public final class SeedsFile {

    /** The most seeds that a file may name. */
    public static final int MAX_SEEDS = 256;

    private static final int MAX_BYTES = 256 * 1024;

    private final Path file;

    private SeedsFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the seeds.
     *
     * @throws OverlayException {@code CONFIGURATION}, with the file, the line and what helps
     */
    public static List<SeedAddress> read(Path file) {
        return new SeedsFile(file).read();
    }

    private List<SeedAddress> read() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_BYTES);
        limits.setAllowDuplicateKeys(false);
        limits.setMaxAliasesForCollections(0);
        Node root;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw fault(null, "it has more than %d bytes".formatted(MAX_BYTES), "name the file of the seeds");
            }
            root = new Yaml(limits).compose(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        } catch (MarkedYAMLException e) {
            throw fault(
                    e.getProblemMark(),
                    String.valueOf(e.getProblem()),
                    "write it as YAML or JSON, with 'count' and 'seeds'");
        } catch (YAMLException e) {
            throw fault(null, String.valueOf(e.getMessage()), "write it as YAML or JSON, with 'count' and 'seeds'");
        } catch (IOException e) {
            throw new OverlayException(
                    Reason.CONFIGURATION,
                    "the seeds file %s cannot be read (%s): check its name and who may read it".formatted(file, e),
                    e);
        }
        if (!(root instanceof MappingNode mapping)) {
            throw fault(
                    root == null ? null : root.getStartMark(),
                    "it does not have 'count' and 'seeds'",
                    "begin it with 'count: 1' and 'seeds:'");
        }
        return seeds(mapping);
    }

    private List<SeedAddress> seeds(MappingNode root) {
        Map<String, Node> fields = fields(root, List.of("count", "seeds"));
        if (!(fields.get("seeds") instanceof SequenceNode list)) {
            throw fault(
                    root.getStartMark(), "it has no list 'seeds'", "name each seed in a line '- host:port' under it");
        }
        List<SeedAddress> seeds = new ArrayList<>();
        for (Node each : list.getValue()) {
            SeedAddress seed = seed(each);
            if (seeds.stream().anyMatch(other -> other.address().equals(seed.address()))) {
                throw fault(each.getStartMark(), "%s is there twice".formatted(seed), "name each seed once");
            }
            seeds.add(seed);
        }
        if (seeds.isEmpty() || seeds.size() > MAX_SEEDS) {
            throw fault(
                    list.getStartMark(),
                    "it names %d seeds".formatted(seeds.size()),
                    "name 1 to %d".formatted(MAX_SEEDS));
        }
        Node count = fields.get("count");
        if (count == null) {
            throw fault(root.getStartMark(), "'count' is missing", "add 'count: %d'".formatted(seeds.size()));
        }
        if (!scalar(count, "count", "write 'count: %d'".formatted(seeds.size()))
                .equals(Integer.toString(seeds.size()))) {
            throw fault(
                    count.getStartMark(),
                    "'count' is %s, and %d seeds are named".formatted(((ScalarNode) count).getValue(), seeds.size()),
                    "add those that are missing, or write 'count: %d'".formatted(seeds.size()));
        }
        return List.copyOf(seeds);
    }

    private SeedAddress seed(Node node) {
        String text;
        if (node instanceof MappingNode mapping) {
            Map<String, Node> fields = fields(mapping, List.of("host", "port"));
            Node host = fields.get("host");
            if (host == null) {
                throw fault(node.getStartMark(), "a seed without 'host'", "write 'host: 192.0.2.7'");
            }
            String name = scalar(host, "host", "write 'host: 192.0.2.7'");
            Node port = fields.get("port");
            String number = port == null ? "" : ":" + scalar(port, "port", "write 'port: 4001'");
            text = (name.indexOf(':') < 0 ? name : "[" + name + "]") + number;
        } else {
            text = scalar(node, "a seed", "write it as host:port");
        }
        try {
            return SeedAddress.parse(text);
        } catch (OverlayException e) {
            throw fault(node.getStartMark(), String.valueOf(e.getMessage()), "correct it");
        }
    }

    private Map<String, Node> fields(MappingNode mapping, List<String> known) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (NodeTuple field : mapping.getValue()) {
            String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
            if (!known.contains(name)) {
                throw fault(
                        field.getKeyNode().getStartMark(),
                        "'%s' is unknown here".formatted(name),
                        "use " + String.join(" and ", known));
            }
            fields.put(name, field.getValueNode());
        }
        return fields;
    }

    private String scalar(Node node, String what, String remedy) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        throw fault(node.getStartMark(), "%s is no plain value".formatted(what), remedy);
    }

    private OverlayException fault(@Nullable Mark where, String what, String remedy) {
        String line = where == null ? "" : ", line %d".formatted(where.getLine() + 1);
        return new OverlayException(
                Reason.CONFIGURATION, "the seeds file %s%s: %s; %s".formatted(file, line, what, remedy));
    }
}
