package com.arzani.tokens.backup.s3;

import com.arzani.tokens.problem.Rejected;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in S3-compatible storage, written `s3://bucket/prefix`.
///
/// @param prefix empty, or ends with a slash
/// @param endpoint of a storage that is not Amazon's
public record S3Place(String bucket, String prefix, Optional<URI> endpoint) {
    public static final String SCHEME = "s3://";
    private static final Pattern WRITTEN =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/[A-Za-z0-9!_.*'()/-]*)?");

    /// Reads a folder.
    ///
    /// @param endpoint as the environment has it; null for Amazon's
    /// @throws Rejected `backup_s3_malformed`
    public static S3Place folder(String written, String endpoint) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches() || written.contains("..") || written.indexOf("//", SCHEME.length()) >= 0) {
            throw new Rejected("backup_s3_malformed", written);
        }
        String path = matcher.group(2) == null ? "" : matcher.group(2).substring(1);
        String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        return new S3Place(
                matcher.group(1), prefix, Optional.ofNullable(endpoint).map(S3Place::endpoint));
    }

    /// The folder a file's address lies in.
    public static S3Place folderOf(String file, String endpoint) {
        int slash = file.lastIndexOf('/');
        if (slash < SCHEME.length()) {
            throw new Rejected("backup_s3_malformed", file);
        }
        return folder(file.substring(0, slash), endpoint);
    }

    private static URI endpoint(String written) {
        try {
            URI uri = URI.create(written);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || isLoopback(uri))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Rejected(malformed, "backup_s3_malformed", written);
        }
        // A backup holds everything: it never goes over a line that others can read.
        throw new Rejected("backup_s3_malformed", written);
    }

    private static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme())
                && ("127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost()));
    }

    String key(String name) {
        return prefix + name;
    }

    String told(String name) {
        return SCHEME + bucket + "/" + key(name);
    }
}
