/// The demonstration's hand on customers, banks and Stripe: what a live system only waits for is made to happen here.
package com.arzani.tokens.screens.simulator;
