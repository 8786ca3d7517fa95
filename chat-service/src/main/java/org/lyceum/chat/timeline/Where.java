package org.lyceum.chat.timeline;

import java.time.Instant;

/** From where on posts are wanted. */
public sealed interface Where {

    /** The newest ones. */
    record Newest() implements Where {}

    /** Those before a place, next to it. */
    record Before(long seq) implements Where {}

    /** Those after a place, next to it. */
    record After(long seq) implements Where {}

    /** Half before a place, half from it on. */
    record Around(long seq) implements Where {}

    /** As around the first post of a time; clocks differ, so it is where before and after are told apart best. */
    record At(Instant time) implements Where {}
}
