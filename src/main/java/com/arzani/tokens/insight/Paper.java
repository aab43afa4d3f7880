package com.arzani.tokens.insight;

import java.util.List;

/// What a printed page says, top down: facts in two columns, paragraphs and lists under headings.
///
/// @param title stands above it, and on each page
public record Paper(String title, List<Section> sections) {
    /// @param facts each a label and its value
    public record Section(String heading, List<Fact> facts, List<String> paragraphs) {
        public Section {
            facts = List.copyOf(facts);
            paragraphs = List.copyOf(paragraphs);
        }
    }

    public record Fact(String label, String value) {}

    public Paper {
        sections = List.copyOf(sections);
    }
}
