package com.arzani.tokens.insight.statement;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategorySeriesLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/// Draws a statement's charts (JFreeChart). Doubles are lengths of bars; every number that is read stands in a table.
final class StatementDrawing {
    /// Dark, light and middle, so that they differ in grey as well.
    private static final Color[] INKS = {new Color(0x0550AE), new Color(0x9CCBFF), new Color(0xBF8700)};

    private static final Color GRID = new Color(0xD8DEE4);
    private static final Color TEXT = new Color(0x57606A);
    private static final int MILLION = 1_000_000;

    private final Font small;

    StatementDrawing() throws IOException {
        try (InputStream in = StatementDrawing.class.getResourceAsStream("/fonts/IBMPlexSans-Regular.ttf")) {
            small = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(8f);
        } catch (FontFormatException broken) {
            throw new IOException(broken);
        }
    }

    Font font() {
        return small;
    }

    void draw(StatementChart chart, java.awt.Graphics2D graphics, Rectangle2D area) {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        for (StatementChart.Series series : chart.series()) {
            for (int at = 0; at < chart.categories().size(); at++) {
                bars.addValue(
                        length(chart, series.values().get(at)),
                        series.name(),
                        chart.categories().get(at));
            }
        }
        JFreeChart drawn =
                ChartFactory.createBarChart(null, null, null, bars, PlotOrientation.VERTICAL, true, false, false);
        drawn.setBackgroundPaint(Color.WHITE);
        drawn.setPadding(RectangleInsets.ZERO_INSETS);
        drawn.getLegend().setItemFont(small);
        drawn.getLegend().setItemPaint(TEXT);
        drawn.getLegend().setFrame(org.jfree.chart.block.BlockBorder.NONE);
        plot(chart, drawn.getCategoryPlot());
        drawn.draw(graphics, area);
    }

    private void plot(StatementChart chart, CategoryPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.5f));
        plot.setRangeZeroBaselineVisible(true);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.getDomainAxis().setTickLabelFont(small);
        plot.getDomainAxis().setTickLabelPaint(TEXT);
        plot.getDomainAxis().setAxisLinePaint(GRID);
        plot.getDomainAxis().setTickMarksVisible(false);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(1.4f);
        plot.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
        NumberAxis values = (NumberAxis) plot.getRangeAxis();
        values.setTickLabelFont(small);
        values.setTickLabelPaint(TEXT);
        values.setAxisLineVisible(false);
        values.setTickMarksVisible(false);
        values.setNumberFormatOverride(new AxisWords(chart.currency()));
        BarRenderer bars = (BarRenderer) plot.getRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setItemMargin(0.05);
        bars.setMaximumBarWidth(0.06);
        for (int at = 0; at < chart.series().size(); at++) {
            bars.setSeriesPaint(at, INKS[at % INKS.length]);
        }
        if (chart.target() != null) {
            target(chart, plot);
        }
    }

    private static void target(StatementChart chart, CategoryPlot plot) {
        DefaultCategoryDataset line = new DefaultCategoryDataset();
        chart.categories()
                .forEach(category -> line.addValue(
                        length(chart, chart.target().value()), chart.target().name(), category));
        LineAndShapeRenderer dashed = new LineAndShapeRenderer(true, false);
        dashed.setSeriesPaint(0, TEXT);
        dashed.setSeriesStroke(
                0, new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0));
        dashed.setLegendItemLabelGenerator(new StandardCategorySeriesLabelGenerator());
        plot.setDataset(1, line);
        plot.setRenderer(1, dashed);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    }

    private static double length(StatementChart chart, long value) {
        return chart.currency().isEmpty() ? value : value / 100.0;
    }

    /// `£50,000`, `£1.2m`: as people read an axis.
    private static final class AxisWords extends NumberFormat {
        private static final long serialVersionUID = 1;

        private final String sign;

        AxisWords(String currency) {
            sign = currency.isEmpty() ? "" : StatementTable.sign(currency);
        }

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition at) {
            boolean millions = Math.abs(number) >= MILLION;
            BigDecimal shown = BigDecimal.valueOf(Math.abs(number))
                    .divide(BigDecimal.valueOf(millions ? MILLION : 1))
                    .setScale(millions ? 2 : 0, java.math.RoundingMode.HALF_UP)
                    .stripTrailingZeros();
            to.append(number < 0 ? "\u2212" : "").append(sign);
            to.append(
                    millions ? shown.toPlainString() + "m" : com.arzani.tokens.money.Digits.grouped(shown.longValue()));
            return to;
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition at) {
            return format((double) number, to, at);
        }

        @Override
        public Number parse(String text, ParsePosition at) {
            throw new UnsupportedOperationException("nobody types into an axis");
        }
    }
}
