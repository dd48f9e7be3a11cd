import { argv, stdout } from 'node:process';
import { openStateForOperator } from '#store/open-store.ts';
import { silence } from '../store/alerts.ts';
import { minute } from './findings.ts';

// A person at work beside the service: acknowledges the alert and makes silences, each said when it is durable.
const [, , directory = '', first = '0', last = '0'] = argv;
for (let n = Number(first); n < Number(last); n += 1) {
  const state = await openStateForOperator(directory);
  await state.acknowledge({ alertId: 'a', by: `p${String(n)}`, at: minute(n), note: null }, []);
  await state.addSilence(silence(`si_${String(n)}`));
  state.close();
  stdout.write(`said ${String(n)}\n`);
}
