package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Kit;

/// What the screens of one sign-in are made of.
public record ConsoleSession(Kit kit, Database database, Activities activities) {}
