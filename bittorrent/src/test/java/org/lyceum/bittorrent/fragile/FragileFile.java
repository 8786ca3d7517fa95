package org.lyceum.bittorrent.fragile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A file, or a folder, as programs see it and as the platters have it. */
final class FragileFile {

    /** What the disk writes whole or not at all. */
    private static final int SECTOR = 8;

    final boolean folder;
    private byte[] seen = new byte[0];
    private long changed;

    private byte[] durable = new byte[0];
    private long durableChange;
    private final List<Write> unforced = new ArrayList<>();

    private record Write(int position, byte[] bytes) {}

    FragileFile(boolean folder, long now) {
        this.folder = folder;
        changed = now;
        durableChange = now;
    }

    int size() {
        return seen.length;
    }

    long changed() {
        return changed;
    }

    byte[] bytes() {
        return seen.clone();
    }

    void write(int position, byte[] bytes, long now) {
        seen = overwritten(seen, position, bytes);
        unforced.add(new Write(position, bytes));
        changed = now;
    }

    void clear(long now) {
        seen = new byte[0];
        durable = new byte[0];
        unforced.clear();
        changed = now;
    }

    void force() {
        durable = seen.clone();
        durableChange = changed;
        unforced.clear();
    }

    /** Of each write that was not forced some sectors have reached the platters, in no order. */
    void cutPower(RandomGenerator random) {
        for (Write write : unforced) {
            for (int from = 0; from < write.bytes.length; from += SECTOR) {
                if (random.nextBoolean()) {
                    int to = Math.min(write.bytes.length, from + SECTOR);
                    durable = overwritten(durable, write.position + from, Arrays.copyOfRange(write.bytes, from, to));
                }
            }
        }
        unforced.clear();
        durableChange = random.nextBoolean() ? changed : durableChange;
        seen = durable.clone();
        changed = durableChange;
    }

    private static byte[] overwritten(byte[] old, int position, byte[] bytes) {
        byte[] result = Arrays.copyOf(old, Math.max(old.length, position + bytes.length));
        System.arraycopy(bytes, 0, result, position, bytes.length);
        return result;
    }
}
