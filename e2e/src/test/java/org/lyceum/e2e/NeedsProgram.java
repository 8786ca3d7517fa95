package org.lyceum.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs a program which a plain machine lacks. Without it the test is skipped, saying what to install; where
 * the environment variable {@code CI} is {@code true} it fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProgramCheck.class)
public @interface NeedsProgram {

    /** Name on the {@code PATH}. */
    String value();

    /** The Debian package that has it. */
    String debianPackage();
}
