/// Feature flags: which features are on, for whom, who changed them, and whether one user has them.
package com.arzani.tokens.screens.flags;
