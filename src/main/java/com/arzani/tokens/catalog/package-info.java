/// Packages that customers buy, their versions and the drafts of the next one.
package com.arzani.tokens.catalog;
