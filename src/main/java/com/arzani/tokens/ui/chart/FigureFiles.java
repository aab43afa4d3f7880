package com.arzani.tokens.ui.chart;

import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.files.XlsxBook;
import com.arzani.tokens.ui.FileExport;
import com.arzani.tokens.ui.Kit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javafx.embed.swing.SwingFXUtils;
import javax.imageio.ImageIO;

/// A figure as a file or on paper. It holds totals alone, which the person sees already, so no export is recorded;
/// files
/// of rows are another matter. Each file appears whole or not at all (F20).
final class FigureFiles {
    private static final int NAME_LENGTH_MAX = 60;

    private final Kit kit;
    private final Figure figure;
    private final FileExport export;

    FigureFiles(Kit kit, Figure figure) {
        this.kit = kit;
        this.figure = figure;
        export = new FileExport(kit, name(), key -> "chart.export." + key);
    }

    /// The title as a file's name: `tokens-sold-by-month`.
    private String name() {
        String name = figure.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("(^-|-$)", "");
        return name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
    }

    void png() {
        BufferedImage picture = SwingFXUtils.fromFXImage(FigurePage.picture(figure), null);
        export.start(
                "png",
                (target, reached) -> WholeFile.write(target, out -> {
                    if (!ImageIO.write(picture, "png", out)) {
                        throw new IOException("no PNG can be written here");
                    }
                    return 1L;
                }));
    }

    void csv() {
        FigureRows rows = FigureRows.of(figure, kit.texts());
        List<CsvColumn<FigureRows.Row>> columns = FigureRows.columns(figure, rows, kit.texts());
        export.start(
                "csv",
                (target, reached) -> WholeFile.write(target, out -> {
                    new CsvTable<>(columns).write(out, rows.counted()::forEach);
                    return (long) rows.counted().size();
                }));
    }

    void xlsx() {
        FigureRows rows = FigureRows.of(figure, kit.texts());
        List<CsvColumn<FigureRows.Row>> columns = FigureRows.columns(figure, rows, kit.texts());
        export.start(
                "xlsx",
                (target, reached) -> WholeFile.write(
                        target,
                        out -> XlsxBook.write(out, book -> {
                            book.sheet(kit.texts().get("chart.sheet"), columns, rows.counted()::forEach);
                            return (long) rows.counted().size();
                        })));
    }

    void print() {
        kit.desktop().print(figure.title(), FigurePage.pages(figure, kit.texts()));
    }
}
