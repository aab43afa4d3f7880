package com.arzani.tokens.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files directly inside a folder of the class path, whether it lies in directories or in jars.
final class ResourceFolder {
    private ResourceFolder() {}

    /// File name to address, in the order of names. The same name in two places is an error.
    static Map<String, URL> files(String folder) {
        Map<String, URL> files = new TreeMap<>();
        try {
            ClassLoader loader = ResourceFolder.class.getClassLoader();
            for (URL place : Collections.list(loader.getResources(folder))) {
                for (URL file : place.getProtocol().equals("jar") ? inJar(place) : inDirectory(place)) {
                    String name = file.getPath().substring(file.getPath().lastIndexOf('/') + 1);
                    if (files.putIfAbsent(name, file) != null) {
                        throw new IllegalStateException(folder + "/" + name + " is on the class path twice");
                    }
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new UncheckedIOException(new IOException("Cannot list " + folder, unreadable));
        }
        return files;
    }

    private static List<URL> inDirectory(URL place) throws IOException, URISyntaxException {
        try (Stream<Path> paths = Files.list(Path.of(place.toURI()))) {
            List<Path> regular = paths.filter(Files::isRegularFile).toList();
            List<URL> files = new java.util.ArrayList<>();
            for (Path path : regular) {
                files.add(path.toUri().toURL());
            }
            return files;
        }
    }

    private static List<URL> inJar(URL place) throws IOException {
        JarURLConnection connection = (JarURLConnection) place.openConnection();
        String prefix =
                connection.getEntryName().endsWith("/") ? connection.getEntryName() : connection.getEntryName() + "/";
        List<URL> files = new java.util.ArrayList<>();
        for (var entry : Collections.list(connection.getJarFile().entries())) {
            String name = entry.getName();
            boolean inside = name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0;
            if (inside && !entry.isDirectory() && name.length() > prefix.length()) {
                files.add(URI.create("jar:" + connection.getJarFileURL() + "!/" + name)
                        .toURL());
            }
        }
        return files;
    }
}
