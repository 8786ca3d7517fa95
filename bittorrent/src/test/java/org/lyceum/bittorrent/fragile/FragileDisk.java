package org.lyceum.bittorrent.fragile;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory, whose power goes out after a number of changes. Of what was forced everything is there afterwards;
 * of the rest, whatever the disk happened to have written: some sectors of each file, and of the names in each folder
 * the first few changes.
 */
public final class FragileDisk {

    private final RandomGenerator random;
    private final FileSystem fileSystem = new FragileFileSystem(new FragileProvider(this));
    private final Map<String, FragileFile> names = new TreeMap<>();
    private final Map<String, FragileFile> durableNames = new TreeMap<>();
    private final Map<String, List<Naming>> unforcedNames = new HashMap<>();
    private long now;
    private int changesLeft = Integer.MAX_VALUE;

    /** A name given to a file, or taken from it, and the one that it had before where it was renamed. */
    private record Naming(
            String name,
            @Nullable FragileFile file,
            @Nullable String before) {}

    public FragileDisk(RandomGenerator random) {
        this.random = random;
    }

    /** A folder that was there before anything began. */
    public Path folder(String path) {
        FragileFile folder = new FragileFile(true, now());
        names.put(path, folder);
        durableNames.put(path, folder);
        return path(Path.of(path));
    }

    /** Lets so many changes happen, and then the power go out. */
    public void cutAfter(int changes) {
        changesLeft = changes;
    }

    public boolean isOut() {
        return changesLeft < 0;
    }

    /** The machine starts again with what the platters have. */
    public void powerOn() {
        unforcedNames
                .values()
                .forEach(changes ->
                        changes.subList(0, random.nextInt(changes.size() + 1)).forEach(this::keep));
        unforcedNames.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(file -> file.cutPower(random));
        changesLeft = Integer.MAX_VALUE;
    }

    /** The bytes of a file as programs see them; none when it is not there. */
    public byte[] content(String path) {
        FragileFile file = names.get(path);
        return file == null ? new byte[0] : file.bytes();
    }

    /** Another program changes a byte of a file, which is on the platters at once. */
    public void damage(String path, int position) {
        FragileFile file = names.get(path);
        if (file != null && position < file.size()) {
            file.write(position, new byte[] {(byte) ~file.bytes()[position]}, now());
            file.force();
        }
    }

    private void keep(Naming naming) {
        if (naming.file == null) {
            durableNames.remove(naming.name);
        } else {
            durableNames.put(naming.name, naming.file);
        }
        if (naming.before != null) {
            durableNames.remove(naming.before);
        }
    }

    long now() {
        return ++now;
    }

    void requirePower() throws IOException {
        if (isOut()) {
            throw new IOException("the power is out");
        }
    }

    void changing() throws IOException {
        requirePower();
        changesLeft--;
        requirePower();
    }

    @Nullable
    FragileFile find(String path) {
        return names.get(path);
    }

    List<String> list(String folder) {
        return names.keySet().stream()
                .filter(name -> folder.equals(parent(name)))
                .toList();
    }

    void name(String path, @Nullable FragileFile file, @Nullable String before) throws IOException {
        changing();
        if (file == null) {
            names.remove(path);
        } else {
            names.put(path, file);
        }
        if (before != null) {
            names.remove(before);
        }
        unforcedNames.computeIfAbsent(parent(path), _ -> new ArrayList<>()).add(new Naming(path, file, before));
    }

    void forceNames(String folder) {
        List<Naming> changes = unforcedNames.remove(folder);
        if (changes != null) {
            changes.forEach(this::keep);
        }
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** A path of this disk; how paths are put together is left to those of the machine. */
    Path path(Path target) {
        return (Path) Proxy.newProxyInstance(
                FragileDisk.class.getClassLoader(), new Class<?>[] {Path.class}, new Relay(target));
    }

    private final class Relay implements InvocationHandler {

        private final Path target;

        Relay(Path target) {
            this.target = target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return fileSystem;
            }
            Object[] plain = arguments == null ? new Object[0] : arguments.clone();
            for (int i = 0; i < plain.length; i++) {
                if (plain[i] instanceof Path path && Proxy.isProxyClass(path.getClass())) {
                    plain[i] = ((Relay) Proxy.getInvocationHandler(path)).target;
                }
            }
            try {
                Object result = method.invoke(target, plain);
                return result instanceof Path path ? path(path) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
