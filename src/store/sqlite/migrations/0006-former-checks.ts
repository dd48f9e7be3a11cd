/**
 * Findings were told by checks of each type's own; now they are told by questions. Which question of a claim asks what a check did is
 * for the documents to say, which no migration knows: where there are findings, it leaves the word that they are to be taken over by
 * whoever scans next.
 */
export const FORMER_CHECKS = `
INSERT INTO meta (name, value) SELECT 'former-checks', 'held' WHERE EXISTS (SELECT 1 FROM finding);
`;
