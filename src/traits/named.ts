/** Items of a trait that are told one by one, each by a finding of its own: a protected item, a key. Without a name they share one. */
export interface Named {
  readonly item?: string;
}
