package org.lyceum.ml.document;

/** A piece of a document that an engine hands out as soon as it has been read. */
public sealed interface Part permits Page, Utterance {

    String text();
}
