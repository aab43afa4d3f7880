/// Files for people: tables as CSV and as workbooks, written row by row, and any file whole or not at all. Knows
/// nothing of the domain and nothing of the screen, so both may write with it.
package com.arzani.tokens.files;
