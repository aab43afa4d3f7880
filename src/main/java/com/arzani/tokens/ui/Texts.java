package com.arzani.tokens.ui;

import com.arzani.tokens.problem.TokenProblem;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.TreeMap;

/// Every text a person sees, merged from all `i18n/messages*.properties`. A key in two files stops the start, a missing
/// key throws. In a text, `{0}` is a placeholder and an apostrophe is an apostrophe (`MessageFormat`'s quoting is off).
public final class Texts {
    private static final String FOLDER = "i18n";

    private final Map<String, String> entries;
    private final ResourceBundle bundle;

    private Texts(Map<String, String> entries) {
        this.entries = Map.copyOf(entries);
        this.bundle = new Bundle(this.entries);
    }

    /// Reads every text file on the class path.
    public static Texts load() {
        Map<String, String> merged = new TreeMap<>();
        Map<String, String> origin = new LinkedHashMap<>();
        for (Map.Entry<String, URL> file : ResourceFolder.files(FOLDER).entrySet()) {
            if (!file.getKey().matches("messages(-[a-z-]+)?\\.properties")) {
                continue;
            }
            for (Map.Entry<Object, Object> text : read(file.getValue()).entrySet()) {
                String key = (String) text.getKey();
                String first = origin.putIfAbsent(key, file.getKey());
                if (first != null) {
                    throw new IllegalStateException(
                            "Text " + key + " is defined in " + first + " and in " + file.getKey());
                }
                // Written by the habit of MessageFormat, a doubled apostrophe is one too.
                merged.put(key, ((String) text.getValue()).replace("''", "'"));
            }
        }
        return new Texts(merged);
    }

    private static Properties read(URL file) {
        // A Properties object forgets duplicates inside one file; TextsTest looks for those.
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    /// The text of `key` with its placeholders filled.
    public String get(String key, Object... arguments) {
        String text = entries.get(key);
        if (text == null) {
            throw new MissingResourceException("No text for " + key, Texts.class.getName(), key);
        }
        return arguments.length == 0 ? text : format(text, arguments);
    }

    /// What a person is told about a problem. A problem without a text is told by its kind, so that nobody sees a key.
    public String of(TokenProblem problem) {
        String text = entries.get("problem." + problem.key());
        if (text == null) {
            return get("problem.kind." + problem.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        return problem.arguments().isEmpty()
                ? text
                : format(text, problem.arguments().toArray());
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /// The same texts for the `%keys` of FXML.
    public ResourceBundle bundle() {
        return bundle;
    }

    private static String format(String text, Object[] arguments) {
        return new MessageFormat(text.replace("'", "''"), Locale.UK).format(arguments);
    }

    private static final class Bundle extends ResourceBundle {
        private final Map<String, String> entries;

        Bundle(Map<String, String> entries) {
            this.entries = entries;
        }

        @Override
        protected Object handleGetObject(String key) {
            return entries.get(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(entries.keySet());
        }
    }
}
