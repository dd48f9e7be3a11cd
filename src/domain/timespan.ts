const FORM = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u;

/**
 * Milliseconds of an ISO-8601 duration of days (24 hours each), hours, minutes and seconds, such as `PT4H` or `P1DT30M`;
 * undefined for anything else, months and years included: how long they last depends on when they begin.
 */
export function timespanMs(text: string): number | undefined {
  const match = FORM.exec(text);
  if (match === null || text === 'P' || text.endsWith('T')) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
