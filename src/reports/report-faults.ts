import { EvidenceError } from '#domain/errors.ts';

/** OCSF 1.8.0: names of an id that is not 99 are the captions of the schema. */
const COMPLIANCE: Readonly<Record<number, string>> = { 1: 'Pass', 2: 'Warning', 3: 'Fail' };
const FIRST_MILLISECONDS = 1e12;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u;
const DATES: ReadonlySet<string> = new Set(['collected', 'start', 'end', 'last-modified']);

/** An event as far as it is looked at before it leaves. */
interface OcsfEvent {
  readonly class_uid: number;
  readonly activity_id: number;
  readonly type_uid: number;
  readonly time: number;
  readonly compliance: { readonly status_id: number; readonly status: string };
}

/**
 * Hands on events that keep what no schema can say (times in milliseconds, `type_uid`, captions); throws an EvidenceError at the
 * first that does not, so that nothing wrong is exported. Source: the shared schemas' README.
 */
export function* soundEvents<E extends OcsfEvent>(events: Iterable<E>): Generator<E> {
  for (const event of events) {
    const { class_uid, activity_id, type_uid, time, compliance } = event;
    if (!(time >= FIRST_MILLISECONDS)) throw fault('OCSF', `time ${time} is not in milliseconds`);
    if (type_uid !== class_uid * 100 + activity_id)
      throw fault('OCSF', `type_uid ${type_uid} does not follow from class and activity`);
    const caption = COMPLIANCE[compliance.status_id];
    if (caption !== undefined && caption !== compliance.status)
      throw fault('OCSF', `status "${compliance.status}" is not the caption of its id`);
    yield event;
  }
}

/** Hands on items of an OSCAL document whose ids, times and texts have the form that OSCAL demands; throws an EvidenceError else. */
export function* soundItems<T extends object>(items: Iterable<T>): Generator<T> {
  for (const item of items) {
    demandForm(item);
    yield item;
  }
}

function demandForm(node: object): void {
  for (const [name, value] of Object.entries(node)) {
    const member: unknown = value;
    if (typeof member === 'string') demandText(name, member);
    else if (typeof member === 'object' && member !== null) demandForm(member);
  }
}

function demandText(name: string, text: string): void {
  if ((name === 'uuid' || name.endsWith('-uuid')) && !UUID.test(text))
    throw fault('OSCAL', `${name} "${text}" is no UUID of version 4 or 5`);
  if (DATES.has(name) && !DATE_TIME.test(text))
    throw fault('OSCAL', `${name} "${text}" is no instant`);
  if (text === '' || text.trim() !== text)
    throw fault('OSCAL', `${name} is empty or has white space around it`);
}

function fault(format: string, what: string): EvidenceError {
  return new EvidenceError('EVIDENCE_REPORT', `The ${format} report would be wrong: ${what}.`);
}
