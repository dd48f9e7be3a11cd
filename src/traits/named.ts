/** What an item of a trait is told by among its siblings. */
export interface Named {
  /** Items that are told one by one, each by a finding of its own (a protected item); the others share one. The same from scan to scan. */
  readonly item?: string;
  /** Of the items that share a finding, those of one part are asked together (the blobs of a storage account, its file shares). */
  readonly part?: string;
}
