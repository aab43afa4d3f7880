/// Orders of all customers as operators read them, with what was paid, refunded and disputed.
package com.arzani.tokens.payments.purchases;
