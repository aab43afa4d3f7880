CREATE TABLE tags (id bigint PRIMARY KEY);
ALTER TABLE notes ADD COLUMN tag bigint REFERENCES tags;
