package org.lyceum.e2e.clients;

import java.nio.file.Path;
import org.lyceum.e2e.NeedsProgram;

@NeedsProgram(value = "aria2c", debianPackage = "aria2")
class Aria2Test extends ClientContract {

    @Override
    ForeignClient start(Path folder) {
        return new Aria2Client(folder);
    }
}
