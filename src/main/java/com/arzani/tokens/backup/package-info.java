/// Backups of the whole system: made from one snapshot, checked to the byte, restored and drilled (T14, F24).
package com.arzani.tokens.backup;
