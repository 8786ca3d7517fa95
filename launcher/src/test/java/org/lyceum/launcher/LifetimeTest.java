package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private final List<String> closed = new ArrayList<>();

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    @Test
    void closesTheLastOpenedFirst() {
        try (Lifetime lifetime = new Lifetime(() -> {})) {
            lifetime.own(resource("folder"));
            lifetime.own(resource("services"));
        }
        assertThat(closed).containsExactly("services", "folder");
    }

    @Test
    void closesTheRestWhenOneFails() {
        try (Lifetime lifetime = new Lifetime(() -> {})) {
            lifetime.own(resource("folder"));
            lifetime.own(() -> {
                throw new IllegalStateException("stuck");
            });
        }
        assertThat(closed).containsExactly("folder");
    }

    @Test
    void closesAtOnceWhatComesAfterTheEnd() {
        Lifetime lifetime = new Lifetime(() -> {});
        lifetime.close();

        assertThatIllegalStateException().isThrownBy(() -> lifetime.own(resource("late")));
        assertThat(closed).containsExactly("late");
    }
}
