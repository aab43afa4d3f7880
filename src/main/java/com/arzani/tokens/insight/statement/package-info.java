/// The statement of a month: its figures on pages (PDF) and in sheets with their rows (XLSX), from one set of tables.
package com.arzani.tokens.insight.statement;
