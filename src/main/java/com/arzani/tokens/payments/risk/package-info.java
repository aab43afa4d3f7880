/// Purchases that look odd: what the rules saw, what is held, what people decide, and who is blocked.
package com.arzani.tokens.payments.risk;
