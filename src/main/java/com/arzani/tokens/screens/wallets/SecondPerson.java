package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;

/// What the form needs when a step passes the signed-in person's limits.
///
/// @param login of the signed-in person
public record SecondPerson(Approvals approvals, Limits limits, String login) {}
