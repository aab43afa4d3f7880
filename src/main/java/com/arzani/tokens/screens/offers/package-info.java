/// Offer preview: which packages one customer is offered, and why, without the person.
package com.arzani.tokens.screens.offers;
