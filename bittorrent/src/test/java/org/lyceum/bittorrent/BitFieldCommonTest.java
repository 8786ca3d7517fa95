package org.lyceum.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BitFieldCommonTest {

    @Property(tries = 300)
    void theCommonBitsAreThoseOfTheIntersection(@ForAll @IntRange(max = 300) int size, @ForAll long seed) {
        Random random = new Random(seed);
        BitField left = sparse(size, random);
        BitField right = sparse(size, random);

        int[] found = IntStream.iterate(left.nextCommon(right, 0), i -> i >= 0, i -> left.nextCommon(right, i + 1))
                .toArray();

        assertThat(found)
                .isEqualTo(IntStream.range(0, size)
                        .filter(i -> left.get(i) && right.get(i))
                        .toArray());
    }

    @Example
    void fieldsOfDifferentSizesHaveNothingInCommon() {
        assertThatThrownBy(() -> new BitField(8).nextCommon(new BitField(9), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bit fields of 8 and 9 pieces");
    }

    private static BitField sparse(int size, Random random) {
        BitField field = new BitField(size);
        int oneIn = 1 + random.nextInt(40);
        for (int i = 0; i < size; i++) {
            if (random.nextInt(oneIn) == 0) {
                field.set(i);
            }
        }
        return field;
    }
}
