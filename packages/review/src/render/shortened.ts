// Keeps a comment within what GitHub takes: says less, from the least important on, until it fits, and says so.
// Limit: "Body is too long (maximum is 65536 characters)", the API's own words; 262,144 bytes follow from it.

/** How much is said. */
export interface Detail {
  readonly tables: boolean;
  readonly counterexamples: boolean;
  /** Rows of a table, at most. */
  readonly rows: number;
  /** Events, at most. */
  readonly events: number;
}

/** Characters that GitHub takes in a comment; GitLab takes 1,000,000. */
export const COMMENT_CHARACTERS = 65_536;

const all: Detail = { tables: true, counterexamples: true, rows: 100, events: 200 };
const steps: readonly (readonly [Detail, string])[] = [
  [all, ""],
  [{ ...all, tables: false }, "tables and views are left out"],
  [{ ...all, tables: false, counterexamples: false }, "tables, views and documents are left out"],
  [{ tables: false, counterexamples: false, rows: 10, events: 200 }, "only the first changes of each event are shown"],
];

/**
 * Renders with as much detail as fits.
 *
 * @param render - Writes the comment with some detail and a note on what is left out.
 * @param events - How many events there are.
 */
export function shortened(
  render: (detail: Detail, note: string) => string,
  events: number,
  limit: number = COMMENT_CHARACTERS,
): string {
  for (const [detail, what] of steps) {
    const text = render(detail, noteOf(what));
    if (text.length <= limit) return text;
  }
  for (let count = Math.min(events, 100); count >= 0; count = count > 1 ? Math.floor(count / 2) : count - 1) {
    const detail: Detail = { tables: false, counterexamples: false, rows: 3, events: count };
    const text = render(detail, noteOf(`only ${count} of ${events} events are shown`));
    if (text.length <= limit) return text;
  }
  // Names of absurd lengths: what is left is the beginning, which holds the verdict.
  const cut = `\n\n${noteOf("it is cut here")}\n`;
  return `${render({ tables: false, counterexamples: false, rows: 0, events: 0 }, "").slice(0, limit - cut.length)}${cut}`;
}

function noteOf(what: string): string {
  return what === "" ? "" : `This comment is shortened to fit: ${what}. \`npx tracklake review\` prints everything.`;
}
