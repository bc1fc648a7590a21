// Edits of a text by position: what is not named stays as it is, to the last space.

/** A range that is replaced; an empty range inserts. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits in order, each once; two findings of one place ask for one change. */
export function distinctEdits(edits: readonly Edit[]): readonly Edit[] {
  const seen = new Set<string>();
  const once = edits.filter(({ file, start, end, text }) => {
    const key = JSON.stringify([file, start, end, text]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return once.sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1));
}

/** The first pair of edits that would change the same place in two ways. */
export function clash(edits: readonly Edit[]): readonly [Edit, Edit] | undefined {
  for (const [index, edit] of edits.entries()) {
    const next = edits[index + 1];
    if (next?.file === edit.file && (next.start < edit.end || next.start === edit.start)) return [edit, next];
  }
  return undefined;
}

/** A text with the edits of its file, which are in order and do not clash. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
