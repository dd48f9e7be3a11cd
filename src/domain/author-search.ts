/**
 * For how long, in milliseconds, Azure's change records are asked who did something: they come later than the change, without an
 * upper bound, and what has not come by then is said to be not known. Source: alerting requirement A3.
 */
export const AUTHOR_SEARCH_MS = 30 * 60_000;
