package org.lyceum.overlay.identity;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** Bytes as text that survives mail and chat: blocks of base64 between lines that label them (RFC 7468). */
final class Armour {

    static final String CREDENTIALS = "LYCEUM CREDENTIALS";
    static final String REVOCATIONS = "LYCEUM REVOCATIONS";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final int COLUMNS = 64;

    record Block(String label, byte[] bytes) {}

    private Armour() {}

    static String credentials(Credentials credentials) {
        return write(List.of(new Block(CREDENTIALS, credentials.toBytes())));
    }

    static String revocations(SignedRevocations revocations) {
        return write(List.of(new Block(REVOCATIONS, revocations.toBytes())));
    }

    static String write(List<Block> blocks) {
        Base64.Encoder encoder = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'});
        return blocks.stream()
                .map(block -> "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(block.label, encoder.encodeToString(block.bytes)))
                .collect(Collectors.joining());
    }

    /** The blocks of a text, whatever stands between them. */
    static List<Block> read(String text) {
        List<Block> blocks = new ArrayList<>();
        for (Matcher matcher = BLOCK.matcher(text); matcher.find(); ) {
            try {
                blocks.add(new Block(
                        matcher.group(1),
                        Base64.getDecoder().decode(matcher.group(2).replaceAll("\\s", ""))));
            } catch (IllegalArgumentException e) {
                throw new OverlayException(
                        Reason.MALFORMED, "'%s' holds no base64: %s".formatted(matcher.group(1), e.getMessage()), e);
            }
        }
        return blocks;
    }
}
