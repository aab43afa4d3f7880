package com.arzani.tokens.app.tour;

import com.arzani.tokens.app.CommonOptions;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Walks the console as each demonstration operator, without a display, and takes pictures.
@Command(
        name = "tour",
        description = "Walks the screens as each demonstration operator and writes pictures of them.",
        mixinStandardHelpOptions = true)
public final class TourCommand implements Callable<Integer> {
    /// Where the pictures go unless another folder is named.
    public static final Path USUAL_OUTPUT = Path.of("target", "tour");

    @Mixin
    private CommonOptions options;

    @Option(names = "--output", paramLabel = "FOLDER", description = "Where the pictures go; by default target/tour.")
    private Path output = USUAL_OUTPUT;

    @Option(
            names = "--only",
            paramLabel = "SCREEN",
            split = ",",
            description = "Walks these screens alone, such as wallets.")
    private List<String> screens = List.of();

    @Override
    public Integer call() throws Exception {
        return new Tour(options.settings(), Texts.load(), output, screens, System.out::println).run();
    }
}
