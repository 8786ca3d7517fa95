package org.lyceum.e2e.bench;

import org.lyceum.e2e.bench.channel.ChannelCommand;
import org.lyceum.e2e.bench.picker.PickerCommand;
import org.lyceum.e2e.bench.rooms.RoomsCommand;
import org.lyceum.e2e.bench.torrents.TorrentsCommand;
import org.lyceum.e2e.bench.transfer.TransferCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ./lyceum bench}. Status 0: done; 1: it failed; 2: the command line made no sense. */
@Command(
        name = "lyceum bench",
        description = "Measures Lyceum on this machine.%n",
        commandListHeading = "%nBenches:%n",
        synopsisSubcommandLabel = "BENCH",
        subcommands = {
            TransferCommand.class,
            PickerCommand.class,
            ChannelCommand.class,
            TorrentsCommand.class,
            RoomsCommand.class
        },
        footer = "%n`./lyceum bench BENCH --help` says what a bench can do.")
public final class BenchCommand {

    private BenchCommand() {}

    /** That of every bench, too. */
    private static final class HelpOption {

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean help;
    }

    public static void main(String[] args) {
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.addMixin("help", new HelpOption());
        bench.getSubcommands().values().forEach(each -> each.addMixin("help", new HelpOption()));
        System.exit(bench.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, _) -> {
                    System.err.printf(
                            "lyceum: %s%n`./%s --help` says what is possible.%n",
                            e.getMessage(), e.getCommandLine().getCommandSpec().qualifiedName());
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, _, _) -> {
                    System.err.printf("lyceum: %s%n", e.getMessage() != null ? e.getMessage() : e);
                    return ExitCode.SOFTWARE;
                })
                .execute(args.length == 0 ? new String[] {"--help"} : args));
    }
}
