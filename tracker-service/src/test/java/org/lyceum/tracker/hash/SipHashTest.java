package org.lyceum.tracker.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {

    /** The vectors of the reference implementation: key 00..0f, messages 00, 01, 02, ... */
    @Test
    void agreesWithTheReferenceImplementation() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertThat(hash.hash()).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.hash(0x0706050403020100L)).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)).isEqualTo(0x3f2acc7f57c29bdbL);
    }

    @Test
    void keyIsNotInItsText() {
        assertThat(new SipHash(12345, 67890).toString()).doesNotContain("12345", "67890");
    }
}
