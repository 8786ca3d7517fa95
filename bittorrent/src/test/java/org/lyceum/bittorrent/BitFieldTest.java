package org.lyceum.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitFieldTest {

    @Test
    void putsPieceZeroIntoTheHighestBit() {
        BitField field = new BitField(10);
        field.set(0);
        field.set(9);

        assertThat(field.toBytes()).containsExactly(0x80, 0x40);
        assertThat(BitField.fromBytes(new byte[] {(byte) 0x80, 0x40}, 10)).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "8, 0", "8, 2", "9, 1", "64, 9"})
    void refusesALengthThatIsNotThatOfItsPieces(int pieces, int bytes) {
        assertThatThrownBy(() -> BitField.fromBytes(new byte[bytes], pieces))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("bitfield: %d bytes, expected %d for %d pieces", bytes, (pieces + 7) / 8, pieces);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 63, 65, 100})
    void refusesASpareBit(int pieces) {
        byte[] bytes = BitField.full(pieces).toBytes();
        bytes[bytes.length - 1] |= 1;

        assertThatThrownBy(() -> BitField.fromBytes(bytes, pieces))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("bitfield: a spare bit after piece %d is set", pieces - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 63, 64, 65, 128, 1000})
    void isFullWithEveryPieceAndNoMore(int pieces) {
        BitField field = BitField.full(pieces);

        assertThat(field.isFull()).isTrue();
        assertThat(field.cardinality()).isEqualTo(pieces);
        assertThat(field.nextClear(0)).isEqualTo(-1);
        assertThat(BitField.fromBytes(field.toBytes(), pieces)).isEqualTo(field);
    }

    @Test
    void tellsWhetherABitChanged() {
        BitField field = new BitField(70);

        assertThat(field.set(69)).isTrue();
        assertThat(field.set(69)).isFalse();
        assertThat(field.cardinality()).isEqualTo(1);
        assertThat(field.clear(69)).isTrue();
        assertThat(field.clear(69)).isFalse();
        assertThat(field.isEmpty()).isTrue();
    }

    @Test
    void hasNoPieceOutsideItsSizeAndRefusesToSetOne() {
        BitField field = BitField.full(10);

        assertThat(field.get(-1)).isFalse();
        assertThat(field.get(10)).isFalse();
        assertThatThrownBy(() -> field.set(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> field.clear(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void copiesWithoutATie() {
        BitField field = new BitField(3);
        BitField copy = field.copy();
        copy.set(1);

        assertThat(field.get(1)).isFalse();
        assertThat(copy).isNotEqualTo(field).isNotEqualTo(new BitField(4));
    }

    @Property
    void behavesAsASetOfPieces(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @Size(max = 60) List<@IntRange(max = 299) Integer> changes) {
        BitField field = new BitField(size);
        BitSet model = new BitSet();
        for (int change : changes) {
            int piece = change % size;
            assertThat(change % 3 == 0 ? field.clear(piece) : field.set(piece))
                    .isEqualTo(model.get(piece) == (change % 3 == 0));
            model.set(piece, change % 3 != 0);
        }

        assertThat(field.cardinality()).isEqualTo(model.cardinality());
        for (int piece = 0; piece < size; piece++) {
            assertThat(field.get(piece)).isEqualTo(model.get(piece));
            assertThat(field.nextSet(piece)).isEqualTo(model.nextSetBit(piece));
            int clear = model.nextClearBit(piece);
            assertThat(field.nextClear(piece)).isEqualTo(clear < size ? clear : -1);
        }
        assertThat(field.nextSet(size)).isEqualTo(-1);
        assertThat(BitField.fromBytes(field.toBytes(), size)).isEqualTo(field).hasSameHashCodeAs(field);
    }
}
