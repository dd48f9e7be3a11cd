/** Ticks of 100 nanoseconds in the units that a timespan literal can name. Source: Kusto, "timespan data type". */
export const TICKS = {
  tick: 1n,
  microsecond: 10n,
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
} as const;

const DATETIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const TIMESPAN = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Ticks since 1970-01-01T00:00Z of an ISO 8601 date and time; without a zone it is UTC. Undefined for anything else:
 * the other spellings that Kusto accepts (RFC 822, month names) do not occur in what Resource Graph returns.
 */
export function parseDatetime(text: string): bigint | undefined {
  const match = DATETIME.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (!isDay(year, month, day) || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) {
    return undefined;
  }
  const clock = clockTicks(hour ?? 0, minute ?? 0, second ?? 0, match[7]);
  return BigInt(daysSince1970(year, month, day)) * TICKS.day + clock - zoneTicks(match[8]);
}

/** Ticks of a `[-][d.]hh:mm[:ss[.fffffff]]` text; undefined for anything else. */
export function parseTimespan(text: string): bigint | undefined {
  const match = TIMESPAN.exec(text.trim());
  if (
    match === null ||
    Number(match[3]) > 23 ||
    Number(match[4]) > 59 ||
    Number(match[5] ?? 0) > 59
  ) {
    return undefined;
  }
  const clock = clockTicks(Number(match[3]), Number(match[4]), Number(match[5] ?? 0), match[6]);
  const ticks = BigInt(match[2] ?? 0) * TICKS.day + clock;
  return match[1] === undefined ? ticks : -ticks;
}

/** ISO 8601 in UTC; 'full' writes seven digits of the second (as `tostring` does), 'short' leaves trailing zeros out. */
export function formatDatetime(ticks: bigint, precision: 'full' | 'short'): string {
  const days = floorDivide(ticks, TICKS.day);
  const rest = ticks - days * TICKS.day;
  const fraction = (rest % TICKS.second).toString().padStart(7, '0');
  const shown = precision === 'full' ? fraction : fraction.replace(/0+$/, '');
  return `${dateOf(Number(days))}T${clockText(rest)}${shown === '' ? '' : `.${shown}`}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]`, as Kusto prints a timespan. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / TICKS.day;
  const fraction = size % TICKS.second;
  const tail = fraction === 0n ? '' : `.${fraction.toString().padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clockText(size % TICKS.day)}${tail}`;
}

/** Quotient rounded towards minus infinity, so that instants before 1970 fall into the right day or bin. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

function clockTicks(
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
): bigint {
  const part = BigInt((fraction ?? '').slice(0, 7).padEnd(7, '0'));
  return BigInt(hour * 3600 + minute * 60 + second) * TICKS.second + part;
}

function zoneTicks(zone: string | undefined): bigint {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0n;
  const minutes = BigInt(Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return (zone.startsWith('-') ? -minutes : minutes) * TICKS.minute;
}

function clockText(ticksOfDay: bigint): string {
  const seconds = Number(ticksOfDay / TICKS.second);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function isDay(year: number, month: number, day: number): boolean {
  const days = MONTH_DAYS[month - 1];
  if (days === undefined) return false;
  return day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : days);
}

// Years are counted from March, so that the leap day is the last day of the year and needs no case of its own.
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const startOfYear = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - startOfYear;
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
