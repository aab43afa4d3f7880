package com.arzani.tokens.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a caller without a token comes from, for counting how often. What is kept is a hash: an address is somebody's.
/// Of
/// IPv6 one household's 64 bits are one caller, or they would have as many turns as they like.
final class Origins {
    /// Digits alone, so that no name is ever looked up.
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+");

    private static final int CHARACTERS_MOST = 45;
    private static final int HOUSEHOLD_BYTES = 8;

    private final Set<String> proxies;

    /// @param proxies whose `X-Forwarded-For` is believed
    Origins(Set<String> proxies) {
        this.proxies = proxies.stream().map(Origins::plain).collect(Collectors.toSet());
    }

    /// What stands for the caller's address: that of whoever connected or, if that is a proxy of ours, the last one of
    /// its
    /// list that is none of ours. What the caller itself wrote stands further left and is not believed.
    String of(String connected, Optional<String> forwarded) {
        String caller = plain(connected);
        if (proxies.contains(caller) && forwarded.isPresent()) {
            String[] way = forwarded.get().split(",");
            for (int i = way.length - 1; i >= 0 && proxies.contains(caller); i--) {
                caller = plain(way[i].strip());
            }
        }
        return mark(isAddress(caller) ? caller : connected);
    }

    static boolean isAddress(String text) {
        return text.length() <= CHARACTERS_MOST
                && DIGITS.matcher(text).matches()
                && parse(text).isPresent();
    }

    private static Optional<InetAddress> parse(String digits) {
        try {
            return Optional.of(InetAddress.getByName(digits));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /// An address in its one spelling; what is none stays as it is.
    private static String plain(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        return isAddress(bare) ? parse(bare).map(InetAddress::getHostAddress).orElse(bare) : bare;
    }

    private static String mark(String address) {
        byte[] whole = parse(address).map(InetAddress::getAddress).orElse(address.getBytes(StandardCharsets.UTF_8));
        byte[] counted = whole.length == 16 ? Arrays.copyOf(whole, HOUSEHOLD_BYTES) : whole;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(counted);
            return "at:" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
