/// Price experiments: drafts, what runs, results at the horizon, and the winner.
package com.arzani.tokens.screens.experiments;
