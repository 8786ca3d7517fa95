package org.lyceum.launcher;

import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.discovery.SeedAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a seed, {@code host}, {@code host:port} or a multiaddr. */
final class SeedOption implements ITypeConverter<SeedAddress> {

    @Override
    public SeedAddress convert(String value) {
        try {
            return SeedAddress.parse(value);
        } catch (OverlayException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
