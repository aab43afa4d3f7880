package com.arzani.tokens.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What has to do with the Stripe account itself.
@Command(
        name = "stripe",
        description = "Looks at the Stripe account.",
        mixinStandardHelpOptions = true,
        subcommands = StripeCheckCommand.class)
public final class StripeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), spec.commandLine().getUsageMessage());
    }
}
