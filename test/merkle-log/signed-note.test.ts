import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatVkey, noteKey, openNote, parseVkey, signNote } from '#merkle-log/signed-note.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = noteKey('posture.example/log', publicKey);
const note = signNote('some words\n', 'posture.example/log', privateKey);

describe('signed note', () => {
  it.skipIf(!sharedIsHere)('E12 opens the C2SP example (needs the shared material)', () => {
    const text = readFileSync(sharedPath('schemas', 'crypto-vectors.json'), 'utf8');
    const { c2spSignedNote } = JSON.parse(text) as {
      readonly c2spSignedNote: { readonly vkey: string; readonly note: string };
    };

    const example = parseVkey(c2spSignedNote.vkey);
    if (example === undefined) throw new Error('the example key was not read');

    expect(openNote(c2spSignedNote.note, example)).toBe('This is an example message.\n');
    expect(formatVkey(example)).toBe(c2spSignedNote.vkey);
  });

  it('opens what it signed, with the key read back from its line', () => {
    const read = parseVkey(formatVkey(key));
    if (read === undefined) throw new Error('the key was not read');

    expect(openNote(note, read)).toBe('some words\n');
  });

  it('opens nothing after any changed character', () => {
    const opened = Array.from({ length: note.length }, (_, at) => {
      const other = note[at] === 'A' ? 'B' : 'A';
      return openNote(`${note.slice(0, at)}${other}${note.slice(at + 1)}`, key);
    });

    expect(opened).toHaveLength(note.length);
    expect(opened.filter((text) => text !== undefined)).toEqual([]);
  });

  it.each([
    [
      'another key of the same name',
      noteKey('posture.example/log', generateKeyPairSync('ed25519').publicKey),
    ],
    ['the same key under another name', noteKey('posture.example/other', publicKey)],
  ])('does not open for %s', (_, other) => {
    expect(openNote(note, other)).toBeUndefined();
  });

  it.each([
    ['no empty line', 'some words\n'],
    ['no line feed at the end', note.slice(0, -1)],
    ['the signature twice', `${note}${note.slice(note.indexOf('—'))}`],
    ['a line that is no signature', `${note}x\n`],
    ['CRLF', note.replaceAll('\n', '\r\n')],
  ])('does not open with %s', (_, text) => {
    expect(openNote(text, key)).toBeUndefined();
  });

  it.each([
    ['an id that is not its own', formatVkey(key).replace(/\+[0-9a-f]{8}\+/u, '+00000000+')],
    ['no parts', 'posture.example/log'],
    ['another algorithm', 'example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'],
  ])('reads no key from a line with %s', (_, line) => {
    expect(parseVkey(line)).toBeUndefined();
  });
});
