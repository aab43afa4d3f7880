/// The screen that says whether the ledger is proven.
package com.arzani.tokens.screens.proof;
