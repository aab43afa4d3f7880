/// Our packages as Stripe's products and prices: what differs, and how the difference is taken away.
package com.arzani.tokens.payments.products;
