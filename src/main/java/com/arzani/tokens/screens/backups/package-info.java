/// Backups and the drills that try them.
package com.arzani.tokens.screens.backups;
