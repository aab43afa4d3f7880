/// The token economy in figures: indicators, flows, customers, conversion and use.
package com.arzani.tokens.screens.economy;
