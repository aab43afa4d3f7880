/// The dispute desk: what waits for an answer, what is known of it, and the answer.
package com.arzani.tokens.screens.disputes;
