/// The screen of packages: list, order, editor and versions.
package com.arzani.tokens.screens.packages;
