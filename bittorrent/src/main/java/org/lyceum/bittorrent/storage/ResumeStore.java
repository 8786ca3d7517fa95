package org.lyceum.bittorrent.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers torrents in one folder, by info hash: {@code .torrent} holds the metainfo (absent as long as only a magnet
 * link is known), {@code .resume} the {@link ResumeData}, {@code .journal} the pieces verified since that was saved.
 * The {@code .resume} file is what makes a torrent exist: it comes last and goes first.
 *
 * <p>To save what may be trusted after a restart, in this order: copy the bit field, {@link TorrentStorage#force()},
 * {@link TorrentStorage#stamps()}, {@link #save}. Pieces verified meanwhile stay in the journal. The package's
 * documentation states the invariants.
 *
 * <p>Safe for use by many threads; every method blocks.
 */
public final class ResumeStore {

    private static final Logger LOG = LoggerFactory.getLogger(ResumeStore.class);

    private static final String METAINFO = ".torrent";
    private static final String RESUME = ".resume";
    private static final String JOURNAL = ".journal";
    private static final String DAMAGED = ".damaged";
    private static final String QUEUE = "queue";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{40}(\\.[a-z]+)+");

    private final Path directory;

    /** By info hash, so that one torrent does not wait for the disk to be done with another. */
    private final List<ReentrantLock> locks =
            IntStream.range(0, 32).mapToObj(_ -> new ReentrantLock()).toList();

    /** @param directory made if it is missing */
    public ResumeStore(Path directory) {
        this.directory = directory.toAbsolutePath();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw DiskFailure.writing(directory, 0, e);
        }
    }

    /** Keeps a torrent file; {@link #save} has to follow for the torrent to be known at the next start. */
    public void saveMetainfo(Metainfo metainfo) {
        Path path = path(metainfo.info().infoHash(), METAINFO);
        change(metainfo.info().infoHash(), path, () -> AtomicFile.replace(path, metainfo.toBytes()));
    }

    /**
     * The torrent file as it was saved.
     *
     * @throws BitTorrentException when it cannot be read, or is damaged
     */
    public Optional<Metainfo> metainfo(InfoHash infoHash) {
        try {
            return readMetainfo(infoHash);
        } catch (IOException e) {
            throw DiskFailure.reading(path(infoHash, METAINFO), e);
        }
    }

    /** Replaces the resume data, then takes the pieces that it covers out of the journal. */
    public void save(ResumeData data) {
        InfoHash infoHash = data.infoHash();
        Path path = path(infoHash, RESUME);
        change(infoHash, path, () -> {
            AtomicFile.replace(path, ResumeCodec.encode(data));
            Journal journal = journal(infoHash);
            Set<Integer> left = new TreeSet<>(journal.read());
            BitField verified = data.verified();
            if (verified != null) {
                left.removeIf(verified::get);
            }
            journal.replace(left);
        });
    }

    /** Notes that a piece was verified and written, before it is forced to disk and saved. */
    public void appendVerified(InfoHash infoHash, int piece) {
        Journal journal = journal(infoHash);
        change(infoHash, journal.path(), () -> journal.append(piece));
    }

    /** Keeps the order in which torrents are to be downloaded. */
    public void saveQueue(List<InfoHash> order) {
        Path path = directory.resolve(QUEUE);
        String lines = order.stream().map(each -> each.toHex() + "\n").collect(Collectors.joining());
        try {
            AtomicFile.replace(path, lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw DiskFailure.writing(path, 0, e);
        }
    }

    /** The order as it was saved; torrents may have come and gone since. What cannot be read of it does not count. */
    public List<InfoHash> loadQueue() {
        Path path = directory.resolve(QUEUE);
        try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> HEX.matcher(line).matches())
                    .map(InfoHash::parse)
                    .distinct()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be read, downloads wait in the order in which they were added: {}", path, e.toString());
            return List.of();
        }
    }

    /** Forgets a torrent; its content is not touched. */
    public void delete(InfoHash infoHash) {
        Path path = path(infoHash, RESUME);
        change(infoHash, path, () -> {
            Files.deleteIfExists(path);
            AtomicFile.forceNames(directory);
            for (String rest : List.of(JOURNAL, METAINFO, RESUME + DAMAGED, METAINFO + DAMAGED)) {
                Files.deleteIfExists(path(infoHash, rest));
            }
        });
    }

    /**
     * Every torrent, the oldest first. A damaged file is set aside under its name with {@code .damaged} and logged; its
     * torrent goes on with what is left: without metainfo it is fetched again, without resume data hashed again. What a
     * crash left of an unfinished addition or removal is cleared away.
     *
     * @throws BitTorrentException when the folder itself cannot be read
     */
    public List<StoredTorrent> load() {
        List<Path> files = list();
        Set<InfoHash> known = files.stream()
                .filter(file -> suffix(file).equals(RESUME))
                .map(ResumeStore::infoHash)
                .collect(Collectors.toSet());
        files.stream().filter(file -> isRemains(file, known)).forEach(ResumeStore::clear);
        return known.parallelStream()
                .flatMap(infoHash -> load(infoHash).stream())
                .sorted(Comparator.comparing(
                                (StoredTorrent torrent) -> torrent.data().addedAt())
                        .thenComparing(torrent -> torrent.data().infoHash()))
                .toList();
    }

    private List<Path> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw DiskFailure.reading(directory, e);
        }
    }

    private static boolean isRemains(Path file, Set<InfoHash> known) {
        String suffix = suffix(file);
        return suffix.endsWith(AtomicFile.TEMPORARY)
                || (!known.contains(infoHash(file)) && (suffix.equals(METAINFO) || suffix.equals(JOURNAL)));
    }

    private static void clear(Path remains) {
        try {
            Files.deleteIfExists(remains);
        } catch (IOException e) {
            LOG.warn("{} is left of an unfinished change, and cannot be deleted: {}", remains, e.toString());
        }
    }

    private Optional<StoredTorrent> load(InfoHash infoHash) {
        try {
            Metainfo metainfo = loadMetainfo(infoHash);
            return Optional.of(new StoredTorrent(
                    loadData(infoHash), metainfo, journal(infoHash).read()));
        } catch (IOException e) {
            LOG.warn("torrent {} is left out until the next start: {}", infoHash, e.toString());
            return Optional.empty();
        }
    }

    private @Nullable Metainfo loadMetainfo(InfoHash infoHash) throws IOException {
        try {
            return readMetainfo(infoHash).orElse(null);
        } catch (BitTorrentException e) {
            Path path = path(infoHash, METAINFO);
            LOG.warn("{} is damaged and set aside, it will be fetched again: {}", path, e.getMessage());
            Files.move(path, aside(path), StandardCopyOption.REPLACE_EXISTING);
            return null;
        }
    }

    private ResumeData loadData(InfoHash infoHash) throws IOException {
        Path path = path(infoHash, RESUME);
        try {
            return ResumeCodec.decode(read(path), infoHash);
        } catch (BitTorrentException e) {
            LOG.warn("{} is damaged and set aside, the content will be hashed again: {}", path, e.getMessage());
            Instant addedAt = Files.getLastModifiedTime(path).toInstant();
            ResumeData unknown = ResumeData.fresh(infoHash, null, false, false, addedAt);
            // a copy: at no instant may the torrent be without a file
            Files.copy(path, aside(path), StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.replace(path, ResumeCodec.encode(unknown));
            return unknown;
        }
    }

    private Optional<Metainfo> readMetainfo(InfoHash infoHash) throws IOException {
        try {
            Metainfo metainfo = Metainfo.parse(read(path(infoHash, METAINFO)));
            InfoHash found = metainfo.info().infoHash();
            if (!found.equals(infoHash)) {
                throw BitTorrentException.malformed("info hash %s, not that of the file's name".formatted(found));
            }
            return Optional.of(metainfo);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path path) throws IOException {
        long size = Files.size(path);
        if (size > ResumeCodec.MAX_BYTES) {
            throw BitTorrentException.malformed(
                    "%d bytes, of which at most %d are read".formatted(size, ResumeCodec.MAX_BYTES));
        }
        return Files.readAllBytes(path);
    }

    private interface Change {
        void run() throws IOException;
    }

    private void change(InfoHash infoHash, Path path, Change change) {
        ReentrantLock lock = locks.get(Math.floorMod(infoHash.hashCode(), locks.size()));
        lock.lock();
        try {
            change.run();
        } catch (IOException e) {
            throw DiskFailure.writing(path, 0, e);
        } finally {
            lock.unlock();
        }
    }

    private Journal journal(InfoHash infoHash) {
        return new Journal(path(infoHash, JOURNAL));
    }

    private Path path(InfoHash infoHash, String suffix) {
        return directory.resolve(infoHash.toHex() + suffix);
    }

    private static Path aside(Path path) {
        return path.resolveSibling(path.getFileName() + DAMAGED);
    }

    private static InfoHash infoHash(Path file) {
        return InfoHash.parse(file.getFileName().toString().substring(0, 2 * InfoHash.LENGTH));
    }

    private static String suffix(Path file) {
        return file.getFileName().toString().substring(2 * InfoHash.LENGTH);
    }
}
