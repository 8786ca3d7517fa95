package org.lyceum.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lyceum.bittorrent.bencode.BencodeField;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeString;

/** The announce URLs of a torrent file: {@code announce} (BEP 3) and {@code announce-list} (BEP 12). */
final class TrackerTiers {

    static final int MAX_TRACKERS = 1_000;

    private final Set<String> seen = new HashSet<>();

    private TrackerTiers() {}

    /** The list where it names any tracker, else the one URL. Blanks and repetitions are common, and left out. */
    static List<List<String>> read(BencodeField root) {
        TrackerTiers tiers = new TrackerTiers();
        List<List<String>> listed = root.find("announce-list").map(tiers::tiers).orElse(List.of());
        return listed.isEmpty()
                ? root.find("announce").map(tiers::tier).stream()
                        .filter(tier -> !tier.isEmpty())
                        .toList()
                : listed;
    }

    static BencodeList write(List<List<String>> tiers) {
        return BencodeList.of(tiers.stream()
                .map(tier -> BencodeList.of(tier.stream().map(BencodeString::of).toList()))
                .toList());
    }

    private List<List<String>> tiers(BencodeField list) {
        List<List<String>> tiers = new ArrayList<>();
        for (BencodeField item : list.items()) {
            List<String> tier = tier(item);
            if (!tier.isEmpty()) {
                tiers.add(tier);
            }
            if (seen.size() > MAX_TRACKERS) {
                throw list.malformed("more than %d trackers".formatted(MAX_TRACKERS));
            }
        }
        return tiers;
    }

    /** A list of URLs, or one URL where a list belongs, which some programs write. */
    private List<String> tier(BencodeField field) {
        List<BencodeField> urls = field.value() instanceof BencodeString ? List.of(field) : field.items();
        return urls.stream()
                .map(url -> url.text().strip())
                .filter(url -> !url.isEmpty() && seen.add(url))
                .toList();
    }
}
