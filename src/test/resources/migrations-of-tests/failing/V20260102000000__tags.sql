CREATE TABLE tags (id bigint PRIMARY KEY);
ALTER TABLE notes ADD COLUMN tag bigint REFERENCES tags;
INSERT INTO tags SELECT 1 FROM no_such_table;
