package org.lyceum.chat.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.chat.commands.Typed.Mistake;
import org.lyceum.chat.events.EventId;

/**
 * Reads what a person has typed. Case does not matter in tags and commands. What only looks like a command can be said with
 * a second slash: {@code //who}.
 */
public final class TypedLine {

    private static final Pattern TAG =
            Pattern.compile("\\[\\s*(prof\\s+announcement|lecture\\s+upload|ml)\\s*\\](.*)", flags());
    private static final Pattern SAVE_HISTORY = Pattern.compile("savehistory\\(\\s*(\\w*)\\s*\\)", flags());
    private static final Pattern COMMAND = Pattern.compile("/(\\S*)(.*)", flags());
    private static final Pattern NAME_THEN_REST = Pattern.compile("@?(?:\"([^\"]+)\"|(\\S+))(.*)", flags());
    private static final List<String> FORMATS = List.of("md", "json", "txt");
    private static final int MINUTES = 60;
    private static final int MAX_MINUTES = 366 * 24 * 60;
    private static final int MAX_SHOWN = 40;

    private TypedLine() {}

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }

    /** Reads a line, or several. */
    public static Typed parse(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return new Mistake("There is nothing to say: the line is empty.");
        }
        Matcher tag = TAG.matcher(text);
        if (tag.matches()) {
            return tagged(tag.group(1).toLowerCase(Locale.ROOT), tag.group(2).strip());
        }
        Matcher save = SAVE_HISTORY.matcher(text);
        if (save.matches()) {
            return saveHistory(save.group(1));
        }
        Matcher command = COMMAND.matcher(text);
        if (!command.matches()) {
            return new Typed.Say(text);
        }
        String name = command.group(1);
        if (name.startsWith("/")) {
            return new Typed.Say(text.substring(1));
        }
        Optional<Command> known = Command.of(name);
        return known.isPresent() ? run(known.get(), command.group(2).strip()) : unknown(name);
    }

    /** All commands, one on each line. */
    public static String help() {
        return Command.help();
    }

    private static Typed tagged(String tag, String rest) {
        return switch (tag.charAt(0)) {
            case 'p' -> rest.isEmpty() ? usage("[PROF announcement] text") : new Typed.Announce(rest);
            case 'l' -> rest.isEmpty() ? usage("[Lecture upload] file") : new Typed.LectureUpload(unquoted(rest));
            default -> rest.isEmpty() ? usage("[ML] file") : new Typed.MlRequest(unquoted(rest));
        };
    }

    private static Typed run(Command command, String rest) {
        if (rest.isEmpty() && needsMore(command)) {
            return usage(command.usage());
        }
        return switch (command) {
            case HELP -> new Typed.Help();
            case WHO -> new Typed.Who();
            case TOPIC -> new Typed.Topic(rest);
            case DM -> direct(rest);
            case ASK -> new Typed.Anonymous(rest);
            case SAVEHISTORY -> saveHistory(rest);
            case ML -> new Typed.MlRequest(unquoted(rest));
            case ANNOUNCE -> new Typed.Announce(rest);
            case LECTURE -> new Typed.LectureUpload(unquoted(rest));
            case PIN, UNPIN -> pin(command, rest);
            case MUTE -> mute(rest);
            case UNMUTE -> new Typed.Mute(name(rest), 0);
            case SET -> set(rest);
        };
    }

    private static boolean needsMore(Command command) {
        return switch (command) {
            case HELP, WHO, SAVEHISTORY -> false;
            default -> true;
        };
    }

    private static Typed saveHistory(String format) {
        String wanted = format.isEmpty() ? "md" : format.toLowerCase(Locale.ROOT);
        return FORMATS.contains(wanted)
                ? new Typed.SaveHistory(wanted)
                : new Mistake("A history can be saved as md, json or txt, not as '%s'.".formatted(shown(format)));
    }

    private static Typed direct(String rest) {
        Matcher parts = NAME_THEN_REST.matcher(rest);
        if (!parts.matches() || parts.group(3).isBlank()) {
            return usage(Command.DM.usage());
        }
        return new Typed.Direct(nameIn(parts), parts.group(3).strip());
    }

    private static Typed mute(String rest) {
        Matcher parts = NAME_THEN_REST.matcher(rest);
        if (!parts.matches()) {
            return usage(Command.MUTE.usage());
        }
        String minutes = parts.group(3).strip();
        if (minutes.isEmpty()) {
            return new Typed.Mute(nameIn(parts), MINUTES);
        }
        if (!minutes.matches("[0-9]{1,6}")
                || Integer.parseInt(minutes) < 1
                || Integer.parseInt(minutes) > MAX_MINUTES) {
            return new Mistake(
                    "Somebody can be muted for 1 to %d minutes, not for '%s'. A name with spaces goes in quotes."
                            .formatted(MAX_MINUTES, shown(minutes)));
        }
        return new Typed.Mute(nameIn(parts), Integer.parseInt(minutes));
    }

    private static Typed pin(Command command, String rest) {
        try {
            return new Typed.Pin(EventId.parse(rest.toLowerCase(Locale.ROOT)), command == Command.UNPIN);
        } catch (IllegalArgumentException e) {
            return new Mistake(
                    "'%s' is no post's id, which has 32 hexadecimal digits. The page pins from the menu of a post."
                            .formatted(shown(rest)));
        }
    }

    private static Typed set(String rest) {
        String[] parts = rest.split("\\s+", 2);
        return parts.length < 2
                ? usage(Command.SET.usage())
                : new Typed.Set(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }

    private static Typed unknown(String name) {
        String which = Command.nearest(name.toLowerCase(Locale.ROOT))
                .map(near -> "Did you mean %s?".formatted(near.usage()))
                .orElse("/help lists the commands.");
        return new Mistake("There is no command '/%s'. %s To say it as it is, type a second slash in front."
                .formatted(shown(name), which));
    }

    private static Mistake usage(String usage) {
        return new Mistake("Something is missing: %s".formatted(usage));
    }

    private static String name(String rest) {
        Matcher parts = NAME_THEN_REST.matcher(rest);
        return parts.matches() && parts.group(3).isBlank() ? nameIn(parts) : unquoted(rest);
    }

    private static String nameIn(Matcher parts) {
        return parts.group(1) != null ? parts.group(1).strip() : parts.group(2);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static String shown(String typed) {
        return typed.length() <= MAX_SHOWN ? typed : typed.substring(0, MAX_SHOWN) + "…";
    }
}
