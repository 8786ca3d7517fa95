package org.lyceum.e2e.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "libtorrent4j is packaged for Linux on x86-64")
class LibtorrentTest extends ClientContract {

    @Override
    ForeignClient start(Path folder) {
        return new LibtorrentClient(folder);
    }
}
