import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the second verifier is asked. */
export interface Question {
  readonly bundle: string;
  readonly key?: string;
  readonly prior?: string;
}

/** What it answers. */
export interface Answer {
  readonly status: number;
  readonly remarks: readonly string[];
}

/** Path of the second verifier. */
export const SCRIPT = join(import.meta.dirname, '../../tools/verify_evidence.py');

/** Whether there is a python3; where it is not, tests of the second verifier say that they were skipped. */
export const pythonIsHere = spawnSync('python3', ['--version']).error === undefined;

/**
 * Keeps one interpreter for many questions: starting one takes longer than verifying. Signatures that were verified once are remembered,
 * for the curves in pure Python are slow; a signature that was changed is another question.
 */
const DRIVER = `
import functools, json, sys
sys.path.insert(0, sys.argv[1])
import verify_evidence as v
v.p256_verifies = functools.lru_cache(None)(v.p256_verifies)
v.ed25519_verifies = functools.lru_cache(None)(v.ed25519_verifies)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        found = v.verify(asked["bundle"], asked.get("key"), asked.get("prior"))
        remarks = found.altered + found.untrusted + found.incomplete
        told = {"status": found.status(), "remarks": [f"{path}: {message}" for path, message in remarks]}
    except v.CannotRead as error:
        told = {"status": 3, "remarks": [str(error)]}
    print(json.dumps(told), flush=True)
`;

/** The second verifier, waiting for questions, which it answers one after the other. */
export interface PythonVerifier {
  ask(question: Question): Promise<Answer>;
  close(): void;
}

export function startPython(): PythonVerifier {
  const child: ChildProcess = spawn(
    'python3',
    ['-B', '-c', DRIVER, join(import.meta.dirname, '../../tools')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('python3 did not start');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async ask(question) {
      stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('the second verifier ended');
      return JSON.parse(value) as Answer;
    },
    close: () => stdin.end(),
  };
}
