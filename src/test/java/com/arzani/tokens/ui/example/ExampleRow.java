package com.arzani.tokens.ui.example;

import com.arzani.tokens.money.Tokens;

public record ExampleRow(long id, String name, Tokens balance) {}
