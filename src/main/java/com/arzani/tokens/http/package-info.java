/// The service's HTTP side: Stripe's deliveries, and whether it lives.
package com.arzani.tokens.http;
