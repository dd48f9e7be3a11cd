import MailComposer from 'nodemailer/lib/mail-composer';
import type { Notification } from '#domain/alert.ts';
import { htmlOf } from './email-html.ts';
import { headerText } from './escape.ts';
import { fit } from './fit.ts';
import { partsOf } from './words.ts';
import { linesOf } from './words-text.ts';

const MOST_SUBJECT = 120;
/** Of both parts as they are encoded; with headers and boundaries a message stays below 100 000 bytes. */
const MOST_ENCODED = 92_000;
const MOST_ITEMS = 20;

/** From whom to whom. */
export interface Envelope {
  /** With or without a name, as in `Posture <posture@example.com>`. */
  readonly from: string;
  readonly to: readonly string[];
}

/** What goes over the wire. */
export interface RenderedEmail {
  readonly envelope: { readonly from: string; readonly to: string[] };
  readonly message: Buffer;
}

/**
 * A notification as a mail of at most 100 000 bytes: text and HTML, marked as written by a machine (RFC 3834). Its Message-ID follows
 * from alert and number, so that a repeat is seen as one; later mails refer to the first, so that they stand in one thread.
 */
export async function renderEmail(
  notification: Notification,
  { from, to }: Envelope,
  nowMs: number,
): Promise<RenderedEmail> {
  const parts = partsOf(notification);
  const { text, html } = fit(
    parts,
    MOST_ITEMS,
    (reduced) => ({ text: `${linesOf(reduced).join('\n')}\n`, html: htmlOf(reduced) }),
    (body) => encodedSize(body.text) + encodedSize(body.html) <= MOST_ENCODED,
  );
  const first = messageId(notification.alertId, 1, from);
  const isFirst = notification.sequence <= 1;
  const mail = new MailComposer({
    from,
    to: [...to],
    subject: headerText(parts.headline, MOST_SUBJECT),
    messageId: messageId(notification.alertId, notification.sequence, from),
    ...(isFirst ? {} : { references: [first], inReplyTo: first }),
    date: new Date(nowMs),
    headers: { 'Auto-Submitted': 'auto-generated' },
    text,
    html,
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = mail.getEnvelope();
  return {
    envelope: { from: envelope.from || '', to: envelope.to },
    message: await mail.build(),
  };
}

/** `<alert.number@host>`, the host being that of the sender. */
function messageId(alertId: string, sequence: number, from: string): string {
  const host = /@([\w.-]+)>?\s*$/u.exec(from)?.[1] ?? 'localhost';
  return `<${alertId.replace(/[^\w-]/gu, '-')}.${String(sequence)}@${host}>`;
}

/** Bytes as quoted-printable, soft line breaks included; never less than it really is. Source: RFC 2045, 6.7. */
function encodedSize(text: string): number {
  let bytes = 0;
  for (const byte of Buffer.from(text)) {
    const isLiteral = byte === 10 || (byte >= 33 && byte <= 126 && byte !== 61);
    bytes += isLiteral ? 1 : 3;
  }
  return Math.ceil(bytes * 1.06);
}
