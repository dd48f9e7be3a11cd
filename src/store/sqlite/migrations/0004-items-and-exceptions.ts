/**
 * A finding may speak of one item of its resource: the item joins the key ('' for the resource as a whole). And what an exception was
 * seen to cover first is remembered, because it covers nothing worse.
 */
export const ITEMS_AND_EXCEPTIONS = `
CREATE TABLE new_finding (
  resource INTEGER NOT NULL REFERENCES resource (number), document TEXT NOT NULL, claim TEXT NOT NULL, check_id TEXT NOT NULL,
  item TEXT NOT NULL DEFAULT '', status TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (resource, document, claim, check_id, item)
) STRICT;
INSERT INTO new_finding (resource, document, claim, check_id, status, body)
  SELECT resource, document, claim, check_id, status, body FROM finding;
DROP TABLE finding;
ALTER TABLE new_finding RENAME TO finding;

CREATE TABLE exception_cover (
  exception TEXT NOT NULL, finding TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (exception, finding)
) STRICT;
`;
