import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedAzure, startSimulatedAzure } from '../harness/simulated-scan.ts';

describe('a scan is cheap', () => {
  let azure: SimulatedAzure;

  beforeAll(async () => {
    azure = await startSimulatedAzure();
  });

  afterAll(async () => {
    await azure[Symbol.asyncDispose]();
  });

  it('asks Azure nothing twice', async () => {
    azure.simulator.admin.clearRequests();

    await azure.scan();

    // Pages of a query differ in their body only, so posts to Resource Graph are left to the test of its paging.
    const asked = azure.simulator.admin
      .requests()
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => path.toLowerCase());
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((path, index) => asked.indexOf(path) !== index)).toEqual([]);
  });

  it('asks of a claim about key vaults nothing about databases', async () => {
    azure.simulator.admin.clearRequests();

    await azure.scan({ only: { claims: ['flex.keys'] } });

    const asked = azure.simulator.admin.requests().map(({ path }) => path.toLowerCase());
    expect(asked.filter((path) => path.includes('microsoft.keyvault')).length).toBeGreaterThan(3);
    expect(asked.filter((path) => path.includes('microsoft.sql'))).toEqual([]);
    expect(asked.filter((path) => path.includes('microsoft.storage'))).toEqual([]);
  });
});
