package org.lyceum.launcher;

import java.io.PrintWriter;
import java.util.Objects;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.overlay.OverlayException;
import org.lyceum.web.StartupException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code lyceum}. Status 0: done; 1: it failed; 2: the command line made no sense; 130: Ctrl-C. */
@Command(
        name = "lyceum",
        versionProvider = Version.class,
        description = "A study room with no server to rent: notes and lectures, shared over BitTorrent.%n",
        commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nStart with `lyceum demo`; `lyceum COMMAND --help` says what a command can do.",
            "In a clone the command is ./lyceum; ./lyceum test runs all tests, ./lyceum bench measures."
        })
public final class Lyceum {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // as with help
    private boolean version;

    private Lyceum() {}

    public static void main(String[] args) {
        System.exit(run(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                args));
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Lyceum())
                .addSubcommand(new DemoCommand(out))
                .addSubcommand(new UpCommand(out))
                .addSubcommand(new JoinCommand(out))
                .addSubcommand(NetworkCommand.commandLine(out))
                .setOut(out)
                .setErr(err)
                .registerConverter(Role.class, new WordOption<>(Role.class))
                .registerConverter(
                        org.lyceum.overlay.identity.Role.class,
                        new WordOption<>(org.lyceum.overlay.identity.Role.class))
                .registerConverter(ChokeAlgorithm.class, new WordOption<>(ChokeAlgorithm.class))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Lyceum::misread)
                .setExecutionExceptionHandler(Lyceum::failed)
                .execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    private static int misread(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().printf("lyceum: %s%n", e.getMessage());
        command.getErr()
                .printf(
                        "`%s --help` says what is possible.%n",
                        command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        command.getErr().printf("lyceum: %s%n", sentence(e));
        return ExitCode.SOFTWARE;
    }

    /** The first in the chain that is meant for people says all that helps: what caused it says less. */
    static String sentence(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return "port %d is in use: choose another with the option that sets it, where 0 means a free one"
                        .formatted(taken.getPort());
            }
            if (isMeantForPeople(cause)) {
                return String.valueOf(cause.getMessage());
            }
            last = cause;
        }
        return Objects.requireNonNullElse(last.getMessage(), last.toString());
    }

    private static boolean isMeantForPeople(Throwable cause) {
        return cause instanceof CommandFault
                || cause instanceof StartupException
                || cause instanceof OverlayException
                || cause instanceof BitTorrentException;
    }
}
