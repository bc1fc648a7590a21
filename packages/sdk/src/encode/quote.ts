// Text as JSON text, the quick way for what needs no escaping.
// A lone surrogate has no UTF-8 form, so such text is refused rather than changed.

/** Everything but control characters, quotes, backslashes and surrogates. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]*$/;

/**
 * A string as JSON text, or `undefined` when it is not well-formed UTF-16.
 *
 * @example
 * quote('say "hi"'); // '"say \\"hi\\""'
 */
export function quote(text: string): string | undefined {
  if (plain.test(text)) return `"${text}"`;
  return text.isWellFormed() ? JSON.stringify(text) : undefined;
}
