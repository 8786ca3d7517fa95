package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeString;
import org.lyceum.bittorrent.fragile.FragileDisk;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * A download whose machine loses its power again and again, at any change that it makes to the disk. After each start
 * the pieces that are taken as good must be good on the platters, and nothing that was saved may be gone.
 */
class PowerCutTest {

    private static final int PIECE = 32;
    private static final int[] LENGTHS = {100, 0, 7, 150};
    private static final int PIECES = 9;
    private static final int CUTS = 6;
    private static final int MOST_CHANGES = 150;

    @ParameterizedTest
    @ValueSource(ints = {0, 250, 500, 750})
    void nothingFalseIsTrustedAndNothingSavedIsLost(int firstSeed) throws Exception {
        for (int seed = firstSeed; seed < firstSeed + 250; seed++) {
            Machine machine = new Machine(seed);
            try {
                for (int cut = 0; cut < CUTS; cut++) {
                    machine.liveUntilThePowerIsCut();
                }
                machine.startAndFinish();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** What outlives a cut, and the program that runs between two. */
    private static final class Machine {

        private final RandomGenerator random;
        private final FragileDisk disk;
        private final Path files;
        private final Path torrents;
        private final byte[] content = new byte[Arrays.stream(LENGTHS).sum()];
        private final Metainfo metainfo;

        /** Saved, and not damaged since. */
        private final Set<Integer> safe = new TreeSet<>();

        Machine(int seed) throws Exception {
            random = new Random(seed);
            disk = new FragileDisk(random);
            files = disk.folder("/files");
            torrents = disk.folder("/torrents");
            random.nextBytes(content);
            metainfo = new Metainfo(info(content), List.of(), null, null, null);
            new Session(stored(), true).disk.close(false, false).join();
        }

        private StoredTorrent stored() {
            ResumeData fresh = ResumeData.fresh(metainfo.info().infoHash(), null, false, false, Instant.EPOCH);
            return new StoredTorrent(fresh, metainfo, Set.of());
        }

        private Session start() {
            EngineContext context = context();
            StoredTorrent found = context.store().load().stream()
                    .findFirst()
                    .orElseThrow(() -> new BitTorrentException(Reason.STORAGE, "nothing could be read"));
            return new Session(found, false);
        }

        private EngineContext context() {
            return SwarmFixture.context(files, torrents, new EmbeddedChannel().eventLoop(), () -> 0);
        }

        void liveUntilThePowerIsCut() {
            disk.cutAfter(random.nextInt(MOST_CHANGES));
            try {
                for (Session session = start(); session.live(); session = start()) {
                    if (random.nextInt(3) == 0) {
                        // while the program does not run, and after its last save said that nothing would be written
                        damage(random.nextInt(content.length));
                    }
                }
            } catch (BitTorrentException e) {
                assertThat(disk.isOut()).describedAs(e.toString()).isTrue();
            }
            disk.powerOn();
        }

        void startAndFinish() {
            Session last = start();
            for (int piece = 0; piece < PIECES; piece++) {
                if (!last.have.contains(piece)) {
                    last.write(piece);
                }
            }
            assertThat(last.failure).isNull();
            for (int piece = 0; piece < PIECES; piece++) {
                assertThat(isGood(piece)).describedAs("piece " + piece).isTrue();
            }
        }

        private void damage(int at) {
            int start = 0;
            for (int file = 0; file < LENGTHS.length; file++) {
                if (at < start + LENGTHS[file]) {
                    disk.damage("/files/lecture/" + file, at - start);
                    safe.remove(at / PIECE);
                    return;
                }
                start += LENGTHS[file];
            }
        }

        private byte[] piece(int piece) {
            return Arrays.copyOfRange(content, piece * PIECE, Math.min(content.length, (piece + 1) * PIECE));
        }

        private boolean isGood(int piece) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int file = 0; file < LENGTHS.length; file++) {
                all.writeBytes(Arrays.copyOf(disk.content("/files/lecture/" + file), LENGTHS[file]));
            }
            byte[] found = all.toByteArray();
            int to = Math.min(found.length, (piece + 1) * PIECE);
            return Arrays.equals(found, piece * PIECE, to, content, piece * PIECE, to);
        }

        /** One life of the program, as far as disks are concerned. */
        private final class Session implements TorrentDisk.Owner, PieceCheck.Owner {

            private final TorrentDisk disk;
            private final Set<Integer> have = new TreeSet<>();
            private @Nullable TorrentStorage storage;
            private @Nullable BitTorrentException failure;

            Session(StoredTorrent stored, boolean fresh) {
                EngineContext context = context();
                disk = new TorrentDisk(context, new RootClaims(context.files()), Runnable::run, stored, this);
                if (fresh) {
                    disk.remember();
                }
                disk.open(metainfo);
                if (failure == null) {
                    assertThat(have).describedAs("what was saved").containsAll(safe);
                }
            }

            @Override
            public void opened(TorrentStorage opened, ResumeCheck found, ResumeData data) {
                storage = opened;
                BitField trusted = found.trusted();
                for (int piece = trusted.nextSet(0); piece >= 0; piece = trusted.nextSet(piece + 1)) {
                    assertThat(isGood(piece))
                            .describedAs("trusted piece " + piece)
                            .isTrue();
                    have.add(piece);
                }
                disk.check(opened, found.toHash(), this).start();
            }

            @Override
            public void checkBegun() {}

            @Override
            public void checkedGood(int piece) {
                have.add(piece);
            }

            @Override
            public void checkEnded() {
                save(false);
            }

            @Override
            public void openFailed(BitTorrentException why) {
                storageFailed(why);
            }

            @Override
            public void storageFailed(BitTorrentException why) {
                failure = why;
            }

            /** Until it ends of itself, which is the answer, or fails. */
            boolean live() {
                while (true) {
                    if (failure != null) {
                        throw failure;
                    }
                    switch (random.nextInt(12)) {
                        case 0, 1 -> save(false);
                        case 2 -> save(true);
                        case 3 -> verifyAfterDamage();
                        case 4 -> {
                            save(true);
                            disk.close(false, false).join();
                            return failure == null;
                        }
                        default -> write(random.nextInt(PIECES));
                    }
                }
            }

            void write(int piece) {
                if (have.add(piece)) {
                    disk.lane()
                            .execute(() -> disk.resume().write(requireNonNull(storage), piece, new ByteBuffer[] {
                                ByteBuffer.wrap(piece(piece))
                            }));
                }
            }

            private void save(boolean clean) {
                ResumeData facts = stored().data();
                disk.save(facts, clean);
                Set<Integer> saved = Set.copyOf(have);
                disk.lane().execute(() -> {
                    if (failure == null) {
                        safe.addAll(saved);
                    }
                });
            }

            /** The damage that made somebody ask for it can be seen by nothing but the hashes. */
            private void verifyAfterDamage() {
                disk.forgetVerified(new CompletableFuture<>());
                if (failure == null) {
                    damage(random.nextInt(content.length));
                    have.clear();
                    disk.check(requireNonNull(storage), BitField.full(PIECES), this)
                            .start();
                }
            }
        }
    }

    private static InfoDictionary info(byte[] content) throws Exception {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += PIECE) {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(content, from, Math.min(PIECE, content.length - from));
            hashes.writeBytes(sha1.digest());
        }
        List<BencodeDictionary> entries = new ArrayList<>();
        for (int file = 0; file < LENGTHS.length; file++) {
            entries.add(BencodeDictionary.builder()
                    .put("length", BencodeInteger.of(LENGTHS[file]))
                    .put("path", BencodeList.of(List.of(BencodeString.of(String.valueOf(file)))))
                    .build());
        }
        return InfoDictionary.parse(BencodeDictionary.builder()
                .put("files", BencodeList.of(entries))
                .put("name", "lecture")
                .put("piece length", PIECE)
                .put("pieces", hashes.toByteArray())
                .build()
                .toBytes());
    }
}
