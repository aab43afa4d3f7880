-- After how many minutes without a key or a mouse the console covers itself; 0 never.
SET LOCAL ROLE tok_owner;
INSERT INTO settings (name, version, value) VALUES ('CONSOLE_LOCK_MINUTES', 1, '15');
RESET ROLE;
