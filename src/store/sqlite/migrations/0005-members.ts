/**
 * Besides the answers that a finding rests on, the members that decided: for each resource the members once, and per finding which of
 * them. Where an older version read, nobody knows them until it is read again.
 */
export const MEMBERS = `
UPDATE resource SET readings = json_set(readings, '$.members', json('[]'));
`;
