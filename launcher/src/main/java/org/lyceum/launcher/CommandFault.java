package org.lyceum.launcher;

/** Why a command cannot do what was asked, in one line that says what helps. */
final class CommandFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandFault(String message) {
        super(message);
    }

    CommandFault(String message, Throwable cause) {
        super(message, cause);
    }
}
