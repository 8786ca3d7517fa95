package org.lyceum.chat.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.chat.commands.Typed.Mistake;
import org.lyceum.chat.events.EventId;

class TypedLineTest {

    @ParameterizedTest
    @MethodSource("lines")
    void aLineMeans(String line, Typed meaning) {
        assertThat(TypedLine.parse(line)).isEqualTo(meaning);
    }

    static List<Arguments> lines() {
        return List.of(
                Arguments.of("hello", new Typed.Say("hello")),
                Arguments.of("  two\nlines ", new Typed.Say("two\nlines")),
                Arguments.of("[PROF announcement] exam on Friday", new Typed.Announce("exam on Friday")),
                Arguments.of("[prof  ANNOUNCEMENT]exam\n\nroom 5", new Typed.Announce("exam\n\nroom 5")),
                Arguments.of("/announce exam", new Typed.Announce("exam")),
                Arguments.of("[Lecture upload] week 1.mp4", new Typed.LectureUpload("week 1.mp4")),
                Arguments.of("[lecture UPLOAD] \"week 1.mp4\"", new Typed.LectureUpload("week 1.mp4")),
                Arguments.of("/lecture week1.mp4", new Typed.LectureUpload("week1.mp4")),
                Arguments.of("[ML] test.png", new Typed.MlRequest("test.png")),
                Arguments.of("[ml]test.png", new Typed.MlRequest("test.png")),
                Arguments.of("/ML test.png", new Typed.MlRequest("test.png")),
                Arguments.of("savehistory()", new Typed.SaveHistory("md")),
                Arguments.of("SaveHistory( JSON )", new Typed.SaveHistory("json")),
                Arguments.of("/savehistory", new Typed.SaveHistory("md")),
                Arguments.of("/savehistory txt", new Typed.SaveHistory("txt")),
                Arguments.of("/who", new Typed.Who()),
                Arguments.of("/HELP", new Typed.Help()),
                Arguments.of("/topic Raft", new Typed.Topic("Raft")),
                Arguments.of("/dm priya see you", new Typed.Direct("priya", "see you")),
                Arguments.of("/dm @\"Ada Lovelace\" hi\nthere", new Typed.Direct("Ada Lovelace", "hi\nthere")),
                Arguments.of("/ask why?", new Typed.Anonymous("why?")),
                Arguments.of("/pin " + "0A".repeat(16), new Typed.Pin(EventId.parse("0a".repeat(16)), false)),
                Arguments.of("/unpin " + "0a".repeat(16), new Typed.Pin(EventId.parse("0a".repeat(16)), true)),
                Arguments.of("/mute ishan", new Typed.Mute("ishan", 60)),
                Arguments.of("/mute \"Ada Lovelace\" 5", new Typed.Mute("Ada Lovelace", 5)),
                Arguments.of("/unmute Ada Lovelace", new Typed.Mute("Ada Lovelace", 0)),
                Arguments.of("/set Retention-Days 30", new Typed.Set("retention-days", "30")),
                Arguments.of("//who is a command", new Typed.Say("/who is a command")),
                Arguments.of("a /who in the midst", new Typed.Say("a /who in the midst")),
                Arguments.of("[link](https://example.org)", new Typed.Say("[link](https://example.org)")),
                Arguments.of("[mlx] test", new Typed.Say("[mlx] test")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeSaysWhatWouldBeRight(String line, String part) {
        assertThat(TypedLine.parse(line))
                .isInstanceOfSatisfying(
                        Mistake.class, mistake -> assertThat(mistake.reason()).contains(part));
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("", "nothing to say"),
                Arguments.of(
                        "/savehistroy md",
                        "There is no command '/savehistroy'. Did you mean /savehistory [md|json|txt]?"),
                Arguments.of("/hlep", "Did you mean /help?"),
                Arguments.of("/xyzzyplugh", "/help lists the commands"),
                Arguments.of("/", "/help lists the commands"),
                Arguments.of("/savehistory pdf", "md, json or txt, not as 'pdf'"),
                Arguments.of("savehistory(pdf)", "md, json or txt, not as 'pdf'"),
                Arguments.of("[ML]", "[ML] file"),
                Arguments.of("[PROF announcement]  ", "[PROF announcement] text"),
                Arguments.of("/dm priya", "/dm name text"),
                Arguments.of("/topic", "/topic text"),
                Arguments.of("/mute ishan soon", "1 to 527040 minutes, not for 'soon'"),
                Arguments.of("/pin that one", "32 hexadecimal digits"),
                Arguments.of("/set colour", "/set name value"));
    }

    @Test
    void helpNamesEveryCommand() {
        for (Command command : Command.values()) {
            assertThat(TypedLine.help()).contains(command.usage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/who", "/help", "/savehistory"})
    void whatHelpNamesIsUnderstood(String line) {
        assertThat(TypedLine.parse(line)).isNotInstanceOf(Mistake.class);
    }

    @Property
    void anyLineMeansSomething(@ForAll String line) {
        assertThat(TypedLine.parse(line)).isNotNull();
        assertThat(TypedLine.parse("/" + line)).isNotNull();
        assertThat(TypedLine.parse("[ml]" + line)).isNotNull();
    }
}
