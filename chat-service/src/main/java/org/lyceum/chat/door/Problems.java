package org.lyceum.chat.door;

import org.lyceum.chat.hosting.RoomException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** How failures of a room are told. */
final class Problems {

    private Problems() {}

    static String code(RoomException.Reason reason) {
        return switch (reason) {
            case REFUSED -> "refused";
            case FULL -> "full";
            case TOO_LARGE -> "too-large";
            case CLOSED -> "closed";
        };
    }

    static ResponseStatusException badRequest(Throwable failure) {
        return badRequest(String.valueOf(failure.getMessage()));
    }

    static ResponseStatusException badRequest(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }

    static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw badRequest("%s: %d, expected %d to %d".formatted(name, value, least, most));
        }
    }

    static HttpStatus status(RoomException.Reason reason) {
        return switch (reason) {
            case REFUSED -> HttpStatus.FORBIDDEN;
            case FULL -> HttpStatus.SERVICE_UNAVAILABLE;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case CLOSED -> HttpStatus.GONE;
        };
    }
}
