package com.arzani.tokens.approval;

/// What would be done, with the hash that an approval names: it is approved as shown or not at all.
public record Proposal(String planHash, Effect effect) {}
