package org.lyceum.e2e.browser;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;

/** What was said in a course before somebody opens the page. */
final class Talk {

    /** Of the sheet that was shared. */
    static final String SHEET = "ab".repeat(20);

    private Talk() {}

    static void fill(ToldRoom room) {
        ZonedDateTime yesterday =
                ZonedDateTime.now(ZoneId.systemDefault()).minusDays(1).with(LocalTime.of(14, 3));
        room.tell("ishan", "student", "chat-node", at(yesterday, 0), "");
        room.tell("mara", "professor", "joined", at(yesterday, 1), "");
        room.tell("ada", "student", "joined", at(yesterday, 2), "");
        for (int i = 0; i < 120; i++) {
            room.tell(
                    i % 3 == 0 ? "emmy" : i % 3 == 1 ? "ada" : "ishan",
                    "student",
                    "message",
                    at(yesterday, 3 + i / 10),
                    "<p>Exercise %d: %s</p>"
                            .formatted(i + 1, i % 2 == 0 ? "who has a hint?" : "look at page %d.".formatted(i)));
        }
        Instant today = Instant.now().minus(Duration.ofMinutes(45));
        room.tell(
                "mara",
                "professor",
                "announcement",
                today,
                "<p>The lecture on Thursday begins at <strong>10:15</strong> in room 2.04. Bring a laptop: we write a"
                        + " tracker.</p>");
        Map<String, Object> question = room.tell(
                "emmy",
                "student",
                "message",
                today.plusSeconds(300),
                "<p>Why is the loss of <code>bencode</code> on round trips zero? Is it that every value has"
                        + " <em>one</em> encoding?</p>");
        ToldRoom.reaction(question, "👀", "ada");
        room.answerTo(
                question,
                room.tell(
                        "ishan",
                        "student",
                        "message",
                        today.plusSeconds(420),
                        "<p>Yes: keys are sorted, numbers have no leading zeros.</p>"));
        room.answerTo(
                question,
                room.tell(
                        "mara",
                        "professor",
                        "message",
                        today.plusSeconds(500),
                        "<p>So two dictionaries are equal when their bytes"
                                + " are:</p><pre><code>d3:agei30e4:name3:adae</code></pre>"));
        question.put("resolved", true);
        room.tell(
                "ada",
                "student",
                "question",
                today.plusSeconds(700),
                "<p>What does rarest first have to do with <span class=\"math\""
                        + " data-display=\"false\">\\frac{1}{n}\\sum_{i=1}^{n} p_i</span>?</p>");
        Map<String, Object> answer = room.tell(
                "mara",
                "professor",
                "message",
                today.plusSeconds(900),
                "<p>With <span class=\"math\" data-display=\"false\">n</span> peers, a piece that only one of them has"
                        + " is lost with probability</p><p><span class=\"math\" data-display=\"true\">P = \\int_0^\\infty"
                        + " \\lambda e^{-\\lambda t}\\,dt</span></p><ul><li>so fetch it first,</li><li>then it has"
                        + " two.</li></ul>");
        answer.put("pinned", true);
        ToldRoom.reaction(answer, "👍", "ada", "emmy", "ishan");
        ToldRoom.reaction(answer, "🎉", "emmy");
        Map<String, Object> sheet =
                room.tell("ishan", "student", "file", today.plusSeconds(1200), "<p>My notes of today:</p>");
        sheet.put(
                "file",
                Map.of("infohash", SHEET, "name", "notes.pdf", "bytes", 2_345_678, "mediaType", "application/pdf"));
        room.tell("emmy", "student", "message", today.plusSeconds(1500), "<p>Thank you, @ada wanted these too!</p>");
        room.tell(
                "emmy",
                "student",
                "message",
                today.plusSeconds(1530),
                "<p>&lt;script&gt;alert(1)&lt;/script&gt; is what I typed into the old forum.</p>");
    }

    private static Instant at(ZonedDateTime day, int minutes) {
        return day.plusMinutes(minutes).toInstant();
    }
}
