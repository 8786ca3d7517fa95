package org.lyceum.chat.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"SWE", "swe", " Swe\t", "\u00a0sWe\u2003\n"})
    void caseAndSurroundingSpaceDoNotMatter(String course) {
        assertThat(RoomName.of(course)).isEqualTo(RoomName.of("swe"));
    }

    @Test
    void spaceInsideAndOtherLettersMatter() {
        assertThat(RoomName.of("s we")).isNotEqualTo(RoomName.of("swe"));
        assertThat(RoomName.of("sw\u00e9")).isNotEqualTo(RoomName.of("swe"));
    }

    @Test
    void aLetterAndItsAccentAreOneHoweverTheyAreTyped() {
        assertThat(RoomName.of("ALGE\u0301BRE")).isEqualTo(RoomName.of("alg\u00e9bre"));
        assertThat(RoomName.of("MASSE")).isEqualTo(RoomName.of("ma\u00dfe"));
    }

    @Test
    void aNameThatIsNoneIsRefusedWithTheReason() {
        assertThatThrownBy(() -> RoomName.of(" \u00a0 ")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> RoomName.of("a\u0000b")).hasMessageContaining("control character");
        assertThatThrownBy(() -> RoomName.of("a\ud800")).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> RoomName.of("x".repeat(129))).hasMessageContaining("129 bytes, at most 128");
        assertThatThrownBy(() -> new RoomName("SWE")).hasMessageContaining("SWE");
    }

    @Property(tries = 20_000)
    void theFormOfAFormIsItself(@ForAll String course) {
        RoomName name;
        try {
            name = RoomName.of(course);
        } catch (IllegalArgumentException e) {
            Assume.that(false);
            return;
        }
        assertThat(RoomName.of(name.key())).isEqualTo(name);
        assertThat(RoomName.of("  " + course + " ")).isEqualTo(name);
    }
}
