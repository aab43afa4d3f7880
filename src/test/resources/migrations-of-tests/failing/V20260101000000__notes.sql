CREATE TABLE notes (id bigint PRIMARY KEY, body text NOT NULL);
INSERT INTO notes VALUES (1, 'kept as it is: ${nothing}');
