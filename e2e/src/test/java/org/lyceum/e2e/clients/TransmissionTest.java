package org.lyceum.e2e.clients;

import java.nio.file.Path;
import org.lyceum.e2e.NeedsProgram;

@NeedsProgram(value = "transmission-daemon", debianPackage = "transmission-daemon")
class TransmissionTest extends ClientContract {

    @Override
    ForeignClient start(Path folder) {
        return new TransmissionClient(folder);
    }
}
