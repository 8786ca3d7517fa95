package org.lyceum.bittorrent.fragile;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link java.nio.file.Files} asks of a {@link FragileDisk}. */
final class FragileProvider extends FileSystemProvider {

    private final FragileDisk disk;

    FragileProvider(FragileDisk disk) {
        this.disk = disk;
    }

    FragileDisk disk() {
        return disk;
    }

    @Override
    public String getScheme() {
        return "fragile";
    }

    private FragileFile require(Path path) throws IOException {
        disk.requirePower();
        FragileFile found = disk.find(path.toString());
        if (found == null) {
            throw new NoSuchFileException(path.toString());
        }
        return found;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        disk.requirePower();
        String name = path.toString();
        FragileFile file = disk.find(name);
        if (file != null && options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new FileAlreadyExistsException(name);
        }
        if (file == null) {
            if (!options.contains(StandardOpenOption.CREATE) && !options.contains(StandardOpenOption.CREATE_NEW)) {
                throw new NoSuchFileException(name);
            }
            file = new FragileFile(false, disk.now());
            disk.name(name, file, null);
        } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            disk.changing();
            file.clear(disk.now());
        }
        return new FragileChannel(disk, name, file);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        require(folder);
        List<Path> content = disk.list(folder.toString()).stream()
                .map(name -> disk.path(Path.of(name)))
                .toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return content.iterator();
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (disk.find(folder.toString()) != null) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        disk.name(folder.toString(), new FragileFile(true, disk.now()), null);
    }

    @Override
    public void delete(Path path) throws IOException {
        require(path);
        disk.name(path.toString(), null, null);
    }

    /** One change, as the file systems that we rely on have it. */
    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        FragileFile file = require(source);
        disk.name(target.toString(), file, source.toString());
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        FragileFile copy = new FragileFile(false, disk.now());
        copy.write(0, require(source).bytes(), disk.now());
        disk.name(target.toString(), copy, null);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        require(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(new Attributes(require(path)));
    }

    private record Attributes(FragileFile file) implements BasicFileAttributes {

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(file.changed());
        }

        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime();
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime();
        }

        @Override
        public boolean isRegularFile() {
            return !file.folder;
        }

        @Override
        public boolean isDirectory() {
            return file.folder;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        throw new IOException("a fragile disk does not tell its room");
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
