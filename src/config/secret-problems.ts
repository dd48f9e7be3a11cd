import { valueAt } from './check-shape.ts';
import { type ConfigurationFiles, diskFiles } from './configuration-files.ts';
import { SecretReference } from './field.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { readSecret } from './resolve-secret.ts';
import { suggestionText } from './suggest.ts';
import type { YamlSource } from './yaml-source.ts';

/** Mappings of the same form that are no secrets: a document of one's own, and the folder of the signing keys. */
function isNoSecret(path: readonly PropertyKey[]): boolean {
  const [section, part] = path;
  return section === 'documents' || (section === 'evidence' && part === 'signing');
}

/** Every secret that the configuration names, with where it stands. What has not the form of one is told by the schema. */
function secretsIn(
  main: YamlSource,
): readonly { readonly path: readonly PropertyKey[]; readonly reference: SecretReference }[] {
  const found: { path: readonly PropertyKey[]; reference: SecretReference }[] = [];
  const walk = (value: unknown, path: readonly PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null || isNoSecret(path)) return;
    const reference = SecretReference.safeParse(value);
    if (reference.success) {
      found.push({ path, reference: reference.data });
      return;
    }
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const key of keys) walk(valueAt(value, [key]), [...path, key]);
  };
  walk(main.value, []);
  return found;
}

/** Every secret that is not where the configuration says that it is, all of them at once; never any of their values. */
export function secretProblems(
  main: YamlSource,
  environment: Readonly<Record<string, string | undefined>>,
  files: ConfigurationFiles = diskFiles,
): readonly ConfigurationProblem[] {
  return secretsIn(main).flatMap(({ path, reference }) => {
    const secret = readSecret(reference, environment, files);
    if ('value' in secret) return [];
    const whole = [...path, reference.env === undefined ? 'file' : 'env'];
    const expected =
      reference.env === undefined
        ? 'a file that can be read and is not empty'
        : 'an environment variable that is set and not empty';
    const hint =
      reference.env === undefined
        ? ''
        : suggestionText(
            reference.env,
            Object.keys(environment).filter((name) => name !== reference.env),
          );
    return [
      {
        file: main.file,
        ...main.place(whole),
        path: formatPath(whole),
        found: secret.missing,
        expected,
        message: `${formatPath(whole)}: the secret cannot be resolved: ${secret.missing}; expected ${expected}${hint}`,
      },
    ];
  });
}
