/// The screen of boosted listings: what runs, what ends soon, what is over; extend and end early.
package com.arzani.tokens.screens.boosts;
