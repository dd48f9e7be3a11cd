import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import type { ConfigurationSource } from './configuration.ts';
import type { ConfigurationFiles } from './configuration-files.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** Opens configuration files and remembers which ones were read. */
export interface SourceReader {
  readonly sources: readonly ConfigurationSource[];
  /** Opens the first of these paths that exists. */
  open(paths: readonly string[]): { readonly source: YamlSource } | { readonly missing: string };
  /** Where a relative path may lead: from the working directory, else from the folder of the configuration file. */
  places(path: string): readonly string[];
  /** Whether there is a file at exactly this path. */
  exists(path: string): boolean;
  /** A text that configuration mentions but is not made from; undefined when it cannot be read. */
  text(path: string): string | undefined;
}

/** A reader for the files that belong to one configuration file. */
export function createSourceReader(
  configurationFile: string,
  files: ConfigurationFiles,
): SourceReader {
  const sources: ConfigurationSource[] = [];
  const places = (path: string) =>
    isAbsolute(path) ? [path] : [...new Set([path, join(dirname(configurationFile), path)])];
  return {
    sources,
    places,
    exists: (path) => !('missing' in files.read(path)),
    text: (path) => {
      const answers = places(path).map((place) => files.read(place));
      return answers.find((answer) => 'text' in answer)?.text;
    },
    open(paths) {
      for (const path of paths) {
        const answer = files.read(path);
        if ('unreadable' in answer)
          return { missing: `${path} cannot be read (${answer.unreadable})` };
        if ('missing' in answer) continue;
        sources.push({
          file: path,
          sha256: createHash('sha256').update(answer.text, 'utf8').digest('hex'),
        });
        return { source: readYaml(path, answer.text) };
      }
      return { missing: `there is no file ${paths.join(' nor ')}` };
    },
  };
}
