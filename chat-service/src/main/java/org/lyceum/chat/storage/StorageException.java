package org.lyceum.chat.storage;

/** The rooms' database cannot be used; the message says where it is and what is wrong. */
public final class StorageException extends RuntimeException {

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
