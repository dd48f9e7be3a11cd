import { describe, expect, it } from 'vitest';
import { READS } from '../harness/product.ts';

/** Children of a database whose mere look resumes it; Microsoft, "Serverless compute tier", table of auto-resume triggers. */
const WAKING =
  /^microsoft\.sql\/servers\/databases\/(transparentdataencryption|(extended)?auditing(settings|policies)|(current|recommended)?sensitivitylabels|schemas\/.*sensitivitylabels|datamaskingpolicies|querystore|advisors|recommendedactions)/u;

describe('28: collectors of what wakes a paused database', () => {
  it('say so of themselves, all of them and no other', () => {
    const waking = COLLECTORS.filter(({ permissions }) =>
      permissions.some((action) => WAKING.test(action.toLowerCase())),
    ).map(({ fact }) => fact);

    expect(waking).toEqual(['sqlDatabaseTransparentDataEncryption']);
    expect(COLLECTORS.filter(({ wakes }) => wakes === true).map(({ fact }) => fact)).toEqual(
      waking,
    );
  });
});
