// Where in a text something stands. Offsets count characters (code points), as the parser does.

/** A place in a text, from 1, and the line's text. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/**
 * The line and the column of an offset.
 *
 * @param offset - Characters from the text's start; beyond its ends, the end.
 * @example
 * lineAndColumn("SELECT\n  plan", 9); // { line: 2, column: 3, text: "  plan" }
 */
export function lineAndColumn(sql: string, offset: number): Place {
  return places(sql)(offset);
}

/** What {@link lineAndColumn} answers, for many offsets into one text. */
export function places(sql: string): (offset: number) => Place {
  const lines = sql.split("\n").map((text) => ({ text, length: Array.from(text).length + 1 }));
  return (offset) => {
    let start = 0;
    for (const [index, { text, length }] of lines.entries()) {
      if (offset < start + length || index === lines.length - 1) {
        return { line: index + 1, column: Math.min(Math.max(offset - start, 0), length - 1) + 1, text };
      }
      start += length;
    }
    return { line: 1, column: 1, text: "" };
  };
}
