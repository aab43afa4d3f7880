/// Figures: what a view-model has counted, shown as a chart and as a table, walked by keyboard, saved and printed.
package com.arzani.tokens.ui.chart;
