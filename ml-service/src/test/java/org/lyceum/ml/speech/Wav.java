package org.lyceum.ml.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Sound as WAV files hold it: signed 16 bit, mono, 16 kHz. */
final class Wav {

    static final int HEADER_BYTES = 44;
    static final int BYTES_PER_SECOND = 32_000;

    private Wav() {}

    /** The samples of a file of this shape. */
    static byte[] pcm(Path wav) throws IOException {
        byte[] bytes = Files.readAllBytes(wav);
        return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }

    /** Files one after the other, a second of silence after each. */
    static Path joined(Path target, Path... wavs) throws IOException {
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        for (Path wav : wavs) {
            pcm.writeBytes(pcm(wav));
            pcm.writeBytes(new byte[BYTES_PER_SECOND]);
        }
        return write(target, pcm.toByteArray(), pcm.size());
    }

    /**
     * Writes samples.
     *
     * @param claimed bytes that the header speaks of
     */
    static Path write(Path target, byte[] pcm, int claimed) throws IOException {
        ByteBuffer wav = ByteBuffer.allocate(HEADER_BYTES + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + claimed);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(BYTES_PER_SECOND);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(claimed);
        return Files.write(target, wav.put(pcm).array());
    }
}
