/// The program's entry and its composition root: everything is made here, by hand, and closed in reverse order.
package com.arzani.tokens.app;
