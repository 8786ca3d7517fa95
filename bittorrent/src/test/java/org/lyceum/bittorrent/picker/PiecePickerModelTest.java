package org.lyceum.bittorrent.picker;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PiecePickerModelTest {

    @Property(tries = 2_000)
    void agreesWithTheModelThroughAnyHistoryAndGetsEveryBlockInTheEnd(
            @ForAll long seed, @ForAll @IntRange(max = 150) int steps) {
        PickerModel model = new PickerModel(seed);
        for (int step = 0; step < steps; step++) {
            model.step();
        }
        model.finish();
    }
}
