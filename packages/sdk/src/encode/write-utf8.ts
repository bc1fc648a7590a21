// Text as UTF-8 by the engine. Buffers have a method for just this, without the questions that `write` asks first.
// It is not documented, so where it should be gone one day the documented one does the same.

interface Utf8Buffer extends Buffer {
  utf8Write?(text: string, at: number): number;
}

/** Writes text as UTF-8; lone surrogates become U+FFFD. @returns How many bytes were written. */
export const writeUtf8: (target: Utf8Buffer, text: string, at: number) => number =
  "utf8Write" in Buffer.prototype
    ? (target, text, at) => target.utf8Write?.(text, at) ?? 0
    : (target, text, at) => target.write(text, at);
