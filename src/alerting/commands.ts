import type { Notification } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';

/** How the program is called where nothing else is said: as it is called in the image. */
const PLAIN = 'posture';

/** Words of ours that follow the program's name where a text means a command of it. */
const OURS =
  /(?<![\w/.-])posture (?=(?:alerts|claims|doctor|evidence|explain|permissions|validate)\b)/gu;

/** What whoever reads of an alert can do with it, as it can be run where the service runs. */
export function commandsFor(
  alertId: string,
  claim: string | null,
  { command = PLAIN }: Pick<AlertPolicy, 'command'>,
): NonNullable<Notification['commands']> {
  return {
    show: `${command} alerts show ${alertId}`,
    acknowledge: `${command} alerts ack ${alertId}`,
    silence: `${command} alerts silence --alert ${alertId} --for PT4H --reason '…'`,
    explain: claim === null ? null : `${command} explain ${claim}`,
  };
}

/** A text with the commands in it as they can be run. */
export function asRun(text: string, { command = PLAIN }: Pick<AlertPolicy, 'command'>): string {
  return command === PLAIN ? text : text.replace(OURS, () => `${command} `);
}
