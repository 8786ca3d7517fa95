package org.lyceum.ml.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lyceum.ml.document.Part;

/** Keeps what an engine hands out; calls it off after so many parts. */
public final class Recorder implements PartListener {

    private final List<Part> parts = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final int enough;

    private Recorder(int enough) {
        this.enough = enough;
    }

    public static Recorder ofEverything() {
        return new Recorder(Integer.MAX_VALUE);
    }

    public static Recorder calledOffAfter(int parts) {
        return new Recorder(parts);
    }

    @Override
    public void part(Part part) {
        parts.add(part);
    }

    @Override
    public void progress(double share, String doing) {
        shares.add(share);
    }

    @Override
    public boolean isCancelled() {
        return parts.size() >= enough;
    }

    public List<Part> parts() {
        return parts;
    }

    public List<Double> shares() {
        return shares;
    }

    public String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining(" "));
    }
}
