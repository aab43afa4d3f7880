/// The console's JavaFX kit: screens, background work, notices, tables and theme. It knows nothing of the domain.
package com.arzani.tokens.ui;
