package com.arzani.tokens.screens.proof;

import com.arzani.tokens.proof.ProofRuns;
import com.arzani.tokens.proof.SealTable;
import com.arzani.tokens.proof.WalletProofFile;

/// What the screen asks.
public record ProofServices(ProofRuns runs, SealTable seals, WalletProofFile files) {}
