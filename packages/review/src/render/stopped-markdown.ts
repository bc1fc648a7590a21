// The comment where nothing could be compared: why, at which lines, and that it says nothing of the change itself.
// It bears the mark of a review's comment, so that a verdict of an earlier commit does not stay.
import type { LocatedFinding } from "../located-finding.js";
import { inlineCode } from "../markdown.js";
import { renderFindingsMarkdown } from "./findings-markdown.js";
import { COMMENT_CHARACTERS } from "./shortened.js";

/** Why a review could not be made. */
export interface StoppedReview {
  /** In a few words, such as `the schemas do not compile`. */
  readonly title: string;
  /** What stopped it, with its places. */
  readonly findings: readonly LocatedFinding[];
}

const MOST_PLACES = 3;
const MOST_ROWS = 50;

/**
 * The comment.
 *
 * @param mark - What the comment begins with, unseen.
 * @example
 * renderStoppedMarkdown({ title: "the schemas do not compile", findings }, REVIEW_MARK);
 */
export function renderStoppedMarkdown({ title, findings }: StoppedReview, mark: string): string {
  const places = findings.flatMap(({ file, line }) =>
    file === undefined ? [] : [line === undefined ? file : `${file}:${line}`],
  );
  const rest = places.length - MOST_PLACES;
  const where = `${places.slice(0, MOST_PLACES).map(inlineCode).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const heading = `### Event schemas: ❌ ${title}${where === "" ? "" : `: ${where}`}`;
  const written = (rows: number) =>
    [
      mark,
      heading,
      "Nothing could be compared: what the change does is not known.",
      renderFindingsMarkdown(findings.slice(0, rows)),
    ].join("\n\n");
  const text = written(MOST_ROWS);
  return text.length <= COMMENT_CHARACTERS
    ? text
    : `${written(0)
        .slice(0, COMMENT_CHARACTERS - 1)
        .trimEnd()}\n`;
}
