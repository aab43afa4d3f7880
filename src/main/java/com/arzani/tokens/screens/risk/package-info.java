/// Risk reviews: purchases that look odd, with what the rules saw, and what is decided about them.
package com.arzani.tokens.screens.risk;
