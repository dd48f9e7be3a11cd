/** Something that a person must mend in the configuration, a document or the environment. */
export interface ConfigurationProblem {
  /** The file as it was found, or the name of an environment variable. */
  readonly file: string;
  /** From 1; 0 where there is no line: an environment variable, or a file that could not be read. */
  readonly line: number;
  readonly column: number;
  /** Where in the structure, e.g. `documents[0].scope.subscriptions[1]`; empty for the whole file. */
  readonly path: string;
  /** What is there, in a form to show; never a secret. */
  readonly found: string;
  readonly expected: string;
  /** One sentence that says all of it. */
  readonly message: string;
}

/** `file:line:column: message`, the form that editors and terminals make clickable. */
export function formatProblem(problem: ConfigurationProblem): string {
  const place = problem.line === 0 ? '' : `:${problem.line}:${problem.column}`;
  return `${problem.file}${place}: ${problem.message}`;
}

/** Writes a path as people read it: `documents[0].with["flex.pitr"].days`. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_][\w-]*$/u.test(String(part)))
      text += text === '' ? String(part) : `.${String(part)}`;
    else text += `[${JSON.stringify(String(part))}]`;
  }
  return text;
}
