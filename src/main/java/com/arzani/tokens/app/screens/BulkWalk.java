package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;

/// Rows are pasted with mistakes in them, rehearsed, and the valid ones posted; then the batches of before.
final class BulkWalk implements Walk {
    @Override
    public String screen() {
        return "bulk";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.picture("bulk-empty");
        guide.fire("#paste");
        TableView<?> grid = guide.find("#grid");
        guide.await("the pasted rows", () -> !grid.getItems().isEmpty());
        guide.picture("bulk-problems");
        guide.fire("#validOnes");
        guide.await("rows that can be rehearsed", () -> !guide.find("#rehearse").isDisabled());
        guide.fire("#rehearse");
        guide.await("the rehearsal", () -> guide.shows("#run") || guide.shows("#ask"));
        guide.picture("bulk-rehearsed");
        if (guide.shows("#ask")) {
            // Above the role's limit: another person is asked.
            guide.type("#why", "The board promised it to these customers.");
            guide.fire("#ask");
            guide.await("the request", () -> guide.shows("#startOver"));
            guide.picture("bulk-asked");
        } else if (!guide.find("#run").isDisabled()) {
            guide.fire("#run");
            guide.await("the end of the run", () -> guide.shows("#startOver"));
            guide.picture("bulk-done");
        }
        TabPane tabs = guide.find("#tabs");
        guide.await("the other tab", () -> {
            tabs.getSelectionModel().select(1);
            return true;
        });
        if (guide.rows("#batches") > 0) {
            guide.select("#batches", 0);
            guide.rows("#rows");
        }
        guide.picture("bulk-batches");
    }
}
