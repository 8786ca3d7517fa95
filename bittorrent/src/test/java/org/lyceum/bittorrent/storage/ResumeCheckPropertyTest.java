package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.lyceum.bittorrent.BitField;

class ResumeCheckPropertyTest {

    @Property(tries = 500)
    void losesNoPieceAndTrustsNoneWithoutReason(@ForAll Random random, @ForAll boolean clean) {
        int[] lengths = random.ints(1 + random.nextInt(6), 0, 40).toArray();
        lengths[0]++;
        SampleTorrent torrent = SampleTorrent.random(1 + random.nextInt(16), random, lengths);
        FileLayout layout = new FileLayout(torrent.info());
        int count = layout.pieceCount();
        BitField verified = new BitField(count);
        IntStream.range(0, count).filter(_ -> random.nextInt(3) > 0).forEach(verified::set);
        Set<Integer> journal = random.ints(3, 0, count + 2).boxed().collect(Collectors.toSet());
        List<FileStamp> saved = new ArrayList<>();
        List<FileStamp> current = new ArrayList<>();
        for (int length : lengths) {
            saved.add(stamp(length, random));
            current.add(random.nextBoolean() ? saved.getLast() : stamp(length, random));
        }

        ResumeCheck check = ResumeCheck.of(ResumeCheckTest.data(verified, saved, clean), journal, current, layout);

        for (int piece = 0; piece < count; piece++) {
            assertThat(check.trusted().get(piece) || check.toHash().get(piece))
                    .isEqualTo(verified.get(piece) || journal.contains(piece));
            assertThat(check.trusted().get(piece) && check.toHash().get(piece)).isFalse();
            if (check.trusted().get(piece)) {
                assertThat(verified.get(piece)).isTrue();
                assertThat(journal).doesNotContain(piece);
                assertThat(layout.spans(piece)).allSatisfy(span -> {
                    FileStamp then = saved.get(span.file());
                    FileStamp now = current.get(span.file());
                    assertThat(now.size()).isGreaterThanOrEqualTo(then.size()).isGreaterThanOrEqualTo(span.end());
                    assertThat(!clean || now.equals(then)).isTrue();
                });
            }
        }
    }

    private static FileStamp stamp(int length, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> FileStamp.MISSING;
            case 1 -> new FileStamp(random.nextInt(length + 2), random.nextInt(3));
            default -> new FileStamp(length, random.nextInt(3));
        };
    }
}
