package org.lyceum.ml.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;

/** What a node and its worker say to each other. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Message.Read.class),
    @JsonSubTypes.Type(Message.WritePdf.class),
    @JsonSubTypes.Type(Message.Listen.class),
    @JsonSubTypes.Type(Message.Audio.class),
    @JsonSubTypes.Type(Message.EndOfAudio.class),
    @JsonSubTypes.Type(Message.Cancel.class),
    @JsonSubTypes.Type(Message.Progress.class),
    @JsonSubTypes.Type(Message.PageRead.class),
    @JsonSubTypes.Type(Message.Partial.class),
    @JsonSubTypes.Type(Message.Heard.class),
    @JsonSubTypes.Type(Message.Done.class),
    @JsonSubTypes.Type(Message.Failed.class)
})
sealed interface Message {

    /** To the worker: read a file. Answered by parts and progress, then by {@link Done} or {@link Failed}. */
    record Read(String engine, String media, Settings settings) implements Message {}

    /** To the worker: write a searchable PDF. Answered by {@link Done} or {@link Failed}. */
    record WritePdf(String engine, String media, Document.Pages read, Limits limits, String target)
            implements Message {}

    /** To the worker: follow somebody who speaks. Each {@link Audio} is answered by {@link Partial} or {@link Heard}. */
    record Listen(String engine, int sampleRate) implements Message {}

    record Audio(byte[] pcm) implements Message {}

    /** Answered by {@link Heard}, which may be empty, and {@link Done}. */
    record EndOfAudio() implements Message {}

    record Cancel() implements Message {}

    record Progress(double share, String doing) implements Message {}

    record PageRead(Page page) implements Message {}

    record Partial(String text) implements Message {}

    record Heard(Utterance utterance) implements Message {}

    record Done(Summary summary) implements Message {}

    record Failed(Reason reason, String message) implements Message {}
}
