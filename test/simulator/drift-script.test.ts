import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyStep, type DriftStep, readDriftScript } from '#simulator/drift-script.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { httpTo } from './http.ts';

const STEPS = readDriftScript(
  new URL('../../config/estates/demo-drift.yaml', import.meta.url).pathname,
);

describe('the drift of the demo', () => {
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    http = httpTo(simulator);
  });

  afterAll(async () => {
    await http.close();
    await simulator.close();
  });

  const see = (step: DriftStep): Promise<Awaited<ReturnType<typeof http.get>>> =>
    http.get(`${step.request.resourceId}?api-version=${step.request.apiVersion}`);

  it('has eight steps, in order, with nothing at the same time', () => {
    expect(STEPS.map((step) => step.claims[0])).toEqual([
      'flex.encryption-in-transit',
      'flex.pitr',
      'flinker.encryption-at-rest',
      'severa.region',
      'flex.keys',
      'severa.geo-redundant-backup',
      'flinker.location',
      'draftit.jurisdiction',
    ]);
    const seconds = STEPS.map((step) => Number(/\d+/.exec(step.at)?.[0]));
    expect(seconds).toEqual([...new Set(seconds)].sort((one, other) => one - other));
  });

  it.each(STEPS.map((step) => [step.title, step] as const))(
    '%s: is done and mended',
    async (_, step) => {
      const target = {
        resourceManager: simulator.resourceManager,
        ca: simulator.ca,
        token: simulator.admin.token(),
      };
      const good = await see(step);

      await applyStep(step, target);
      const bad = await see(step);
      await applyStep(step, { ...target, phase: 'mend' });
      const mended = await see(step);

      expect(bad.status).toBe(200);
      expect(bad.body['properties']).toMatchObject(
        step.request.method === 'PUT' && good.status === 404
          ? {}
          : Object(step.request.body?.['properties']),
      );
      const properties = { ...bad.body['properties'] };
      expect(properties).not.toEqual(mended.body['properties']);
      const wanted = step.mend.at(-1);
      if (wanted?.method === 'DELETE') expect(mended.status).toBe(404);
      else expect(mended.body['properties']).toMatchObject(Object(wanted?.body?.['properties']));
    },
  );

  it('says what was refused', async () => {
    const [step] = STEPS;
    if (step === undefined) throw new Error('no steps');
    const missing = { ...step.request, resourceId: `${step.request.resourceId}-none` };

    await expect(
      applyStep(
        { ...step, request: missing },
        {
          resourceManager: simulator.resourceManager,
          ca: simulator.ca,
          token: simulator.admin.token(),
        },
      ),
    ).rejects.toMatchObject({ code: 'DRIFT_REFUSED', status: 404 });
  });
});
