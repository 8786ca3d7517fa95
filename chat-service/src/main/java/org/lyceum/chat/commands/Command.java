package org.lyceum.chat.commands;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that begin with a slash, with what {@code /help} says of them. */
enum Command {
    HELP("", "this list"),
    WHO("", "who is in the room"),
    TOPIC("text", "begins a topic that others answer in"),
    DM("name text", "says something to one person alone; \"Ada Lovelace\" in quotes when the name has spaces"),
    ASK("text", "asks anonymously: the class reads \"a student\", a professor of the course can open who asked"),
    SAVEHISTORY("[md|json|txt]", "writes the room's history into the data directory; savehistory() does the same"),
    ML("file", "has a machine-learning node read a file of the room; [ML] file does the same"),
    ANNOUNCE("text", "announces to all, by a professor; [PROF announcement] text does the same"),
    LECTURE("file", "uploads a lecture, by a professor; [Lecture upload] file does the same"),
    PIN("id", "keeps a post in sight, by a professor"),
    UNPIN("id", "lets a pinned post go, by a professor"),
    MUTE("name [minutes]", "has somebody be silent, for an hour unless told otherwise, by a professor"),
    UNMUTE("name", "lets somebody speak again, by a professor"),
    SET("name value", "changes a setting of the room, by a professor");

    /** More letters to change than this, and it was not meant. */
    private static final int MAX_DISTANCE = 3;

    private final String parameters;
    private final String purpose;

    Command(String parameters, String purpose) {
        this.parameters = parameters;
        this.purpose = purpose;
    }

    static Optional<Command> of(String typed) {
        return Stream.of(values())
                .filter(command -> command.name().equalsIgnoreCase(typed))
                .findAny();
    }

    /** The one that was perhaps meant. */
    static Optional<Command> nearest(String typed) {
        return Stream.of(values())
                .min(Comparator.comparingInt(command -> distance(command.text(), typed)))
                .filter(command -> distance(command.text(), typed) <= Math.min(MAX_DISTANCE, typed.length() - 1));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usage() {
        return parameters.isEmpty() ? "/" + text() : "/%s %s".formatted(text(), parameters);
    }

    static String help() {
        List<Command> all = List.of(values());
        int width =
                all.stream().mapToInt(command -> command.usage().length()).max().orElseThrow();
        return all.stream()
                .map(command -> ("%-" + width + "s  %s").formatted(command.usage(), command.purpose))
                .collect(Collectors.joining("\n"));
    }

    /** Letters to insert, drop or replace (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
