import { limitHeapGrowth } from './cli/limit-heap-growth.ts';
import { runProgram } from './cli/program.ts';
import { TOOL } from './tool.ts';

limitHeapGrowth();
const stopping = new AbortController();
let isStopping = false;
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    // The first signal asks for an orderly end, the second one does not ask.
    if (isStopping) process.exit(1);
    isStopping = true;
    stopping.abort(new Error(`stopped by ${name}`));
  });
}

// Whoever reads the output may stop reading (`posture checks | head`): that is no failure of ours, and no other verdict.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runProgram(
  process.argv.slice(2),
  {
    tool: TOOL,
    environment: process.env,
    open: async () => (await import('./app.ts')).createWorkbench(process.env),
  },
  process,
  stopping.signal,
);
