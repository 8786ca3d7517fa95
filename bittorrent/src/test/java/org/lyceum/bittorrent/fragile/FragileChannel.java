package org.lyceum.bittorrent.fragile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file or folder of a {@link FragileDisk}. */
final class FragileChannel extends FileChannel {

    private final FragileDisk disk;
    private final String path;
    private final FragileFile file;
    private long position;

    FragileChannel(FragileDisk disk, String path, FragileFile file) {
        this.disk = disk;
        this.path = path;
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        disk.requirePower();
        if (from >= file.size()) {
            return target.hasRemaining() ? -1 : 0;
        }
        int length = Math.min(target.remaining(), file.size() - (int) from);
        target.put(file.bytes(), (int) from, length);
        return length;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = write(source, position);
        position += written;
        return written;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        file.write((int) at, bytes, disk.now());
        disk.changing();
        return bytes.length;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(sources[i]);
        }
        return written;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        disk.requirePower();
        return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.changing();
        if (file.folder) {
            disk.forceNames(path);
        } else {
            file.force();
        }
    }

    @Override
    protected void implCloseChannel() {
        // nothing is held
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
