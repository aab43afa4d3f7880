/// Many grants and takes as one batch: rows, rehearsal, run, and the batches of before.
package com.arzani.tokens.screens.bulk;
