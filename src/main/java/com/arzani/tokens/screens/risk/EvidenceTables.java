package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskCase;
import com.arzani.tokens.payments.risk.RiskFinding;
import com.arzani.tokens.ui.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The rules that fired, each with what it saw in a small table; the others in one line.
record EvidenceTables(Kit kit, RiskWords words) {
    /// A person reads so many rows; the number above them tells of all.
    private static final int ROWS_MAX = 8;

    List<Node> of(RiskCase.Judged judged) {
        List<Node> nodes = new ArrayList<>();
        judged.findings().stream().filter(RiskFinding::fired).forEach(finding -> nodes.add(fired(finding)));
        long silent =
                judged.findings().stream().filter(finding -> !finding.fired()).count();
        String by = judged.bySupport() ? "risk.judged.support" : "risk.judged.marketplace";
        nodes.add(muted(kit.texts()
                .get(by, kit.times().relative(judged.at()), silent, judged.reviewFrom(), judged.refuseFrom())));
        return nodes;
    }

    private Node fired(RiskFinding finding) {
        Label rule = new Label(words.rule(finding));
        rule.setWrapText(true);
        rule.setMinHeight(Region.USE_PREF_SIZE);
        rule.getStyleClass().add("risk-rule");
        GridPane table = new GridPane(12, 2);
        ColumnConstraints what = new ColumnConstraints();
        what.setHgrow(Priority.ALWAYS);
        ColumnConstraints pounds = new ColumnConstraints();
        pounds.setHalignment(HPos.RIGHT);
        table.getColumnConstraints().setAll(new ColumnConstraints(), what, pounds);
        int row = 0;
        for (RiskFinding.Evidence evidence :
                finding.evidence().stream().limit(ROWS_MAX).toList()) {
            Label at = muted(kit.times().minute(evidence.at()));
            at.setMinWidth(Region.USE_PREF_SIZE);
            Label money = new Label(words.money(evidence));
            money.setMinWidth(Region.USE_PREF_SIZE);
            table.addRow(row++, at, new Label(words.evidence(evidence)), money);
        }
        VBox box = new VBox(2, rule, table);
        int more = finding.evidence().size() - ROWS_MAX;
        if (more > 0) {
            box.getChildren().add(muted(kit.texts().get("risk.evidence.more", more)));
        }
        box.getStyleClass().add("risk-finding");
        return box;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("text-muted");
        return label;
    }
}
