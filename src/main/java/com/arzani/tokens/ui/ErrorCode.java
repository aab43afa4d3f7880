package com.arzani.tokens.ui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/// A short code computed from a stack, such as `K3F9-0C2A`. Two reports with the same first part come from the same
/// line of the program; the second part tells the ways there apart. Messages are left out: they may hold customer data.
public final class ErrorCode {
    private static final int DETAIL_FRAMES = 40;

    private ErrorCode() {}

    public static String of(Throwable failure) {
        List<String> chain = new ArrayList<>();
        Throwable root = failure;
        for (Throwable link = failure; link != null; link = link.getCause()) {
            root = link;
            chain.add(link.getClass().getName());
            for (StackTraceElement frame : link.getStackTrace()) {
                chain.add(place(frame));
            }
        }
        StackTraceElement[] frames = root.getStackTrace();
        String origin = root.getClass().getName() + (frames.length == 0 ? "" : place(frames[0]));
        return part(origin) + "-" + part(String.join("\n", chain));
    }

    /// The stack without messages, for a report.
    static String details(String code, Throwable failure) {
        StringBuilder text = new StringBuilder(code);
        for (Throwable link = failure; link != null; link = link.getCause()) {
            text.append('\n').append(link.getClass().getName());
            StackTraceElement[] frames = link.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, DETAIL_FRAMES); i++) {
                text.append("\n  at ").append(frames[i]);
            }
        }
        return text.toString();
    }

    private static String place(StackTraceElement frame) {
        // Line numbers move with every edit and lambda names with every build.
        return frame.getClassName().replaceAll("\\$\\$.*", "")
                + "#"
                + frame.getMethodName().replaceAll("\\$\\d+", "");
    }

    private static String part(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        String digits = Long.toString(sum.getValue(), 32).toUpperCase(Locale.ROOT);
        return ("0000" + digits).substring(digits.length());
    }
}
