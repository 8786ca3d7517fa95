package org.lyceum.e2e.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.libtorrent4j.SettingsPack;
import org.libtorrent4j.swig.settings_pack.bool_types;
import org.libtorrent4j.swig.settings_pack.enc_policy;
import org.libtorrent4j.swig.settings_pack.int_types;

/** libtorrent's native library, and how a session of it is set up here. */
public final class Libtorrent {

    private static final String NATIVE_LIBRARY = "/lib/x86_64/libtorrent4j.so";

    private static boolean loaded;

    private Libtorrent() {}

    /** To be called before any of its classes is used. */
    public static synchronized void load() {
        if (!loaded) {
            System.setProperty("libtorrent4j.jni.path", extractNativeLibrary().toString());
            loaded = true;
        }
    }

    private static Path extractNativeLibrary() {
        try (InputStream library = Objects.requireNonNull(
                Libtorrent.class.getResourceAsStream(NATIVE_LIBRARY), "libtorrent4j-linux is not there")) {
            Path extracted = Files.createTempFile("libtorrent4j", ".so");
            extracted.toFile().deleteOnExit();
            Files.write(extracted, library.readAllBytes());
            return extracted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its defaults, but plain TCP on loopback, and peers from nowhere but a tracker or the caller. */
    public static SettingsPack plainTcp() {
        SettingsPack settings = new SettingsPack().listenInterfaces("127.0.0.1:0");
        Map.of(
                        bool_types.enable_dht, false,
                        bool_types.enable_lsd, false,
                        bool_types.enable_upnp, false,
                        bool_types.enable_natpmp, false,
                        bool_types.enable_outgoing_utp, false,
                        bool_types.enable_incoming_utp, false,
                        bool_types.ssrf_mitigation, false,
                        bool_types.allow_multiple_connections_per_ip, true)
                .forEach((type, value) -> settings.setBoolean(type.swigValue(), value));
        settings.setInteger(int_types.out_enc_policy.swigValue(), enc_policy.pe_disabled.swigValue());
        settings.setInteger(int_types.in_enc_policy.swigValue(), enc_policy.pe_enabled.swigValue());
        return settings;
    }
}
