/// Purchases: orders of all customers, and their refunds.
package com.arzani.tokens.screens.purchases;
