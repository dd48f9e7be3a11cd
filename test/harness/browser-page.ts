import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A real browser that shows one page after the other. */
export interface Browser extends AsyncDisposable {
  /** Shows the page at a width, in CSS pixels. */
  open(page: string, width: number, colours?: 'light' | 'dark'): Promise<void>;
  /** The value of an expression in the page that is shown; it must be JSON. The page's own policy binds the page, not the test. */
  evaluate(expression: string): Promise<unknown>;
  /** As the page is printed, or as it is on the screen. */
  medium(medium: 'print' | 'screen'): Promise<void>;
  /** A PNG of what is in sight, base64. */
  screenshot(): Promise<string>;
}

const HEIGHT = 844;

/** Starts it; it speaks the browser's own protocol over pipes, so that no port is opened. */
export async function startBrowser(place: string): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-'));
  const child = spawn(
    place,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--remote-debugging-pipe',
      `--user-data-dir=${join(folder, 'profile')}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const send = speaker(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const ask = async (method: string, params: object = {}) =>
    await send(method, params, String(sessionId));
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true });
    return typeof result === 'object' && result !== null && 'value' in result
      ? result.value
      : undefined;
  };
  let media = 'light';
  return {
    evaluate,
    async open(page, width, colours = 'light') {
      const file = join(folder, 'page.html');
      writeFileSync(file, page);
      media = colours;
      await ask('Emulation.setDeviceMetricsOverride', {
        width,
        height: HEIGHT,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      await medium('screen');
      await ask('Page.navigate', { url: `file://${file}` });
      await until(async () => (await evaluate('document.readyState')) === 'complete');
    },
    medium,
    async screenshot() {
      const { data } = await ask('Page.captureScreenshot');
      return String(data);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  async function medium(name: 'print' | 'screen'): Promise<void> {
    await ask('Emulation.setEmulatedMedia', {
      media: name,
      features: [{ name: 'prefers-color-scheme', value: media }],
    });
  }
}

type Send = (
  method: string,
  params?: object,
  sessionId?: string,
) => Promise<Readonly<Record<string, unknown>>>;

function speaker(input: Writable, output: Readable): Send {
  const waiting = new Map<number, (answer: Readonly<Record<string, unknown>>) => void>();
  let buffered = '';
  let last = 0;
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = `${buffered}${chunk}`.split('\0');
    buffered = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result } = JSON.parse(message) as { id?: number; result?: object };
      if (id === undefined) continue;
      waiting.get(id)?.({ ...result });
      waiting.delete(id);
    }
  });
  return async (method, params = {}, sessionId) => {
    last += 1;
    const id = last;
    input.write(
      `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
    );
    return await new Promise((resolve) => waiting.set(id, resolve));
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The page was not shown.');
}
