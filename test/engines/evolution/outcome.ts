// What became of a history's rows on an engine.

/** Read as they were written, or how not. */
export type Outcome = { readonly same: true } | { readonly same: false; readonly how: string };
