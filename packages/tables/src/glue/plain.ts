// Texts of others as one line for a terminal or a comment: what is written into a catalogue may hold anything.

/** Control characters as escapes, so that no terminal obeys them and no line breaks. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A long text cut, the end said. */
export function short(text: string, most = 160): string {
  const line = plain(text);
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
