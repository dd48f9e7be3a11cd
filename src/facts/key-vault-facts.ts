/** The facts of this family by name: see fact-names.ts. */
export interface KeyVaultFacts {}
