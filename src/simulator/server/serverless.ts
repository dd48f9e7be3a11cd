import type { Simulation } from '../arm/call.ts';
import type { Json } from '../json.ts';
import { pause, sleepOf, sleepReport, wake } from '../types/auto-pause.ts';

/** What can be seen of and done to serverless databases past Azure's API. */
export interface Serverless {
  /** Every database that pauses: its state, each time that something woke it, the seconds that its owner pays for because of that. */
  report(): readonly Json[];
  /** Pauses it now; false for what does not pause. */
  pause(id: string): boolean;
  /** Somebody signs in to it, which resumes it; false for what does not pause. */
  signIn(id: string): boolean;
}

export function createServerless(simulation: Pick<Simulation, 'store' | 'now'>): Serverless {
  const { store } = simulation;
  return {
    report: () =>
      [...store.all()].flatMap((database) => {
        const slept = sleepReport(database, simulation.now());
        return slept === undefined ? [] : [slept];
      }),
    pause(id) {
      const database = store.get(id);
      return database !== undefined && pause(database, simulation.now());
    },
    signIn(id) {
      const database = store.get(id);
      if (database === undefined || sleepOf(database, simulation.now()) === undefined) return false;
      wake(database, simulation.now(), 'sign-in');
      return true;
    },
  };
}
