/// Who did what, with what was there before and after.
package com.arzani.tokens.screens.audit;
