import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; undefined: there is none. */
export const chromium: string | undefined = PLACES.find((place) => existsSync(place));

/** What a browser made of a page. */
export interface Shown {
  /** Everything that it complained of, one message per line. */
  readonly complaints: string;
  readonly pdf: Buffer;
}

/** Shows a page in a browser and prints it; throws when it cannot. */
export function printed(browser: string, page: string): Shown {
  const folder = mkdtempSync(join(tmpdir(), 'print-'));
  try {
    const file = join(folder, 'page.html');
    const pdf = join(folder, 'page.pdf');
    writeFileSync(file, page);
    const { stderr } = spawnSync(
      browser,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        `--user-data-dir=${join(folder, 'profile')}`,
        '--enable-logging=stderr',
        `--print-to-pdf=${pdf}`,
        `file://${file}`,
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );
    const complaints = stderr.split('\n').filter((line) => line.includes(':CONSOLE'));
    return { complaints: complaints.join('\n'), pdf: readFileSync(pdf) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
