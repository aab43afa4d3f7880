/// How a balance came about, and why a customer was charged, at any moment.
package com.arzani.tokens.screens.explain;
