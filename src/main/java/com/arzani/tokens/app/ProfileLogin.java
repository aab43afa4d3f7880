package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.ConnectionProfiles;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.problem.Rejected;
import picocli.CommandLine.Option;

/// Who a command signs in as at a company's database.
final class ProfileLogin {
    @Option(names = "--login", description = "The login to sign in with (with --profile).")
    private String login;

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            description = "Asks for its password; never give it on the command line.")
    private char[] password;

    static ConnectionProfile profile(String name) {
        return ConnectionProfiles.read(ConnectionProfiles.usualFolder()).profiles().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Rejected("profile_unreadable", name));
    }

    Credentials credentials() {
        if (login == null || password == null) {
            throw new Rejected("command_needs_login");
        }
        return new Credentials(login, password);
    }
}
