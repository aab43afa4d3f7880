package com.arzani.tokens.app;

public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println(Runtime.version());
    }
}
