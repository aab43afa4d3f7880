package com.arzani.tokens.demonstration;

/// One published state of a package.
record PackageVersion(long id, int packageId, long tokens, long bonus, long pence) {}
