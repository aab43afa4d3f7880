package com.arzani.tokens.demonstration;

import com.arzani.tokens.problem.Rejected;

/// How much demonstration data to make. The same size, seed and moment give the same rows, hashes included.
///
/// @param transactions ledger entries; a few more may come, since an operation is never cut in half
public record DemonstrationSize(int users, long transactions, long seed) {
    private static final int USERS_LEAST = 20;
    private static final int USERS_MOST = 2_000_000;
    private static final long TRANSACTIONS_MOST = 100_000_000;
    private static final int USUAL_USERS = 2_400;
    private static final long USUAL_TRANSACTIONS = 60_000;
    private static final long USUAL_SEED = 20_241_122;

    /// @throws Rejected `demonstration_size_wrong`
    public DemonstrationSize {
        if (users < USERS_LEAST || users > USERS_MOST || transactions < 0 || transactions > TRANSACTIONS_MOST) {
            throw new Rejected("demonstration_size_wrong", USERS_LEAST, USERS_MOST, TRANSACTIONS_MOST);
        }
    }

    /// What a first start loads.
    public static DemonstrationSize usual() {
        return new DemonstrationSize(USUAL_USERS, USUAL_TRANSACTIONS, USUAL_SEED);
    }

    public int listings() {
        return Math.max(10, users / 4 * 3);
    }
}
