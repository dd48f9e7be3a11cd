/**
 * What a scan can go by without looking at a resource's findings. Of what is recorded already nobody knows it: read by no known time and
 * unknown in part, it is looked at by the next scan, which writes it.
 */
export const STANDING = `
CREATE TABLE shape (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest TEXT COLLATE "C" NOT NULL UNIQUE, body TEXT NOT NULL
);
ALTER TABLE resource ADD COLUMN read_since TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE resource ADD COLUMN has_unknown INTEGER NOT NULL DEFAULT 1;
ALTER TABLE resource ADD COLUMN shape BIGINT;
ALTER TABLE resource ADD COLUMN figures TEXT;
ALTER TABLE resource ADD COLUMN stands_until TEXT COLLATE "C";
CREATE INDEX resource_by_shape ON resource (shape);
`;
