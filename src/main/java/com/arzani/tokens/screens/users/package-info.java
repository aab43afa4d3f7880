/// The screen of users: search, and one customer's whole picture.
package com.arzani.tokens.screens.users;
