package org.lyceum.launcher;

import java.util.Locale;
import java.util.Map;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import picocli.CommandLine.Option;

/** How fast a peer may be, and to whom it uploads; in a demonstration, each of its peers. */
final class TransferOptions {

    @Option(
            names = "--download-limit",
            paramLabel = "RATE",
            converter = RateOption.class,
            description = "What a peer may take in each second, such as 800kB or 1.5MB (${DEFAULT-VALUE}: no limit).")
    private long downloadLimit;

    @Option(
            names = "--upload-limit",
            paramLabel = "RATE",
            converter = RateOption.class,
            description =
                    "What a peer may send each second (${DEFAULT-VALUE}: no limit). Both can be changed on the page.")
    private long uploadLimit;

    @Option(
            names = "--choke",
            paramLabel = "POLICY",
            description = "Whom to upload to, of those who ask: classic (the three fastest and one by chance, every "
                    + "30 s) or bep3 (as BEP 3 has it, every 10 s). Without it classic.")
    private ChokeAlgorithm choke = ChokeAlgorithm.CLASSIC;

    /** The properties of the peer service that say so. */
    Map<String, String> properties() {
        return Map.of(
                "lyceum.peer.download-limit", Long.toString(downloadLimit),
                "lyceum.peer.upload-limit", Long.toString(uploadLimit),
                "lyceum.peer.choke", choke.name().toLowerCase(Locale.ROOT));
    }
}
