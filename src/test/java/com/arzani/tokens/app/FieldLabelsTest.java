package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Whoever cannot see a field still hears what it is for: it stands in a FormField, whose label it gets, or says so
/// itself.
class FieldLabelsTest {
    private static final Set<String> FIELDS =
            Set.of("TextField", "TextArea", "PasswordField", "ComboBox", "ChoiceBox", "TableView");

    @Test
    void everyFieldHasWords() throws Exception {
        List<String> mute = new ArrayList<>();
        int fields = 0;
        try (Stream<Path> layouts = Files.list(Path.of("fxml"))) {
            for (Path layout : layouts.toList()) {
                NodeList all = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(layout.toFile())
                        .getElementsByTagName("*");
                for (int index = 0; index < all.getLength(); index++) {
                    Element element = (Element) all.item(index);
                    if (FIELDS.contains(element.getTagName())
                            && !element.getParentNode().getNodeName().equals("columnResizePolicy")) {
                        fields++;
                        if (!hasWords(element)) {
                            mute.add(layout.getFileName() + " " + element.getAttribute("fx:id"));
                        }
                    }
                }
            }
        }
        assertThat(fields).isGreaterThan(15);
        assertThat(mute).isEmpty();
    }

    private static boolean hasWords(Element field) {
        return field.getParentNode().getNodeName().equals("FormField")
                || field.getAttribute("accessibleText").startsWith("%");
    }
}
