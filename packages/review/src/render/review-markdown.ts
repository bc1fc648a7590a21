// A review as the one Markdown comment of a pull request: verdict, a table for each event, the order of deploying.
// What is long stands in details; what would not fit into a comment is left out from the least important on, and said.
import { block, code, escaped, inlineCode } from "../markdown.js";
import type { AffectedQuery } from "../queries/affected-query.js";
import type { CallAtRisk, Review, ReviewedChange } from "../review.js";
import { listed } from "../same-change.js";
import { deployLine } from "./deploy-words.js";
import {
  changesTable,
  details,
  eventSection,
  type PlaceLink,
  placeText,
  retiredSection,
  type Shown,
} from "./event-markdown.js";
import { renderFindingsMarkdown } from "./findings-markdown.js";
import { queriedName, queryWords } from "./query-words.js";
import { callWords, summaryLine, verdictLine } from "./review-words.js";
import { type Detail, shortened } from "./shortened.js";

/** The hidden mark that a comment begins with: by it the comment is found again. */
export const REVIEW_MARK = "<!-- tracklake-review -->";

/** How a review is written as Markdown. */
export interface ReviewMarkdownOptions {
  /** What the comment begins with, unseen. @default REVIEW_MARK */
  readonly mark?: string;
  /** The label that acknowledges on this pull request. @default none is spoken of */
  readonly label?: string;
  /** Characters that the comment may have. @default what GitHub takes */
  readonly limit?: number;
  /** Where a place is shown in the browser. @default places are not linked */
  readonly link?: PlaceLink | undefined;
}

/**
 * A review as Markdown.
 *
 * @example
 * renderReviewMarkdown(review, { label: "schema-change-acknowledged" });
 */
export function renderReviewMarkdown(
  review: Review,
  { mark = REVIEW_MARK, label, limit, link }: ReviewMarkdownOptions = {},
): string {
  return shortened(
    (detail, note) => written(review, mark, label, { ...detail, link }, note),
    review.events.length,
    limit,
  );
}

const icons = {
  breaks: "❌",
  acknowledged: "☑️",
  warnings: "⚠️",
  notes: "ℹ️",
  safe: "✅",
  nothing: "✅",
  unsound: "❌",
} as const;

function written(review: Review, mark: string, label: string | undefined, detail: Shown, note: string): string {
  const { verdict, base, events, retired, deployOrder, queries } = review;
  const against = base
    ? `Against ${inlineCode(base.ref)} (${base.commit.slice(0, 10)}) and everything published there. `
    : "Against everything published. ";
  const shown = events.slice(0, detail.events);
  const parts = [
    mark,
    `### Event schemas: ${icons[verdict]} ${verdictLine(review)}`,
    note === "" ? "" : `> [!NOTE]\n> ${note}`,
    verdict === "unsound" ? "" : `${against}${summaryLine(review)}`.trimEnd(),
    renderFindingsMarkdown(review.findings.slice(0, detail.rows)).trimEnd(),
    ...review.remarks.map((remark) => `> ${escaped(remark)}`),
    review.lake.length === 0 ? "" : `#### The lake\n\n${changesTable(review.lake, detail)}`,
    ...shown.map((event) => eventSection(event, detail)),
    events.length > shown.length ? `… and ${events.length - shown.length} more events.` : "",
    ...retired.map((event) => retiredSection(event, detail)),
    acknowledging([...events, ...retired, { changes: review.lake }], label, detail),
    queriesSection(queries, detail),
    callsSection(review.calls, detail),
    deployOrder.length === 0
      ? ""
      : [
          "#### Deploy order",
          "",
          ...deployOrder.map((step, index) => `${index + 1}. ${deployLine(step, inlineCode)}`),
        ].join("\n"),
    standingSection(review, detail),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const MOST_NAMES = 10;

function acknowledging(
  events: readonly { readonly changes: readonly ReviewedChange[] }[],
  label: string | undefined,
  { rows }: Detail,
): string {
  const changes = events.flatMap((event) => event.changes).filter(({ command }) => command !== undefined);
  if (changes.length === 0) return "";
  const lines = changes.flatMap(({ command, judgement: { event, rule, path }, alsoIn = [], sameAs }) => {
    if (sameAs !== undefined) return [];
    const events = listed([event, ...alsoIn.slice(0, MOST_NAMES)]);
    const rest = alsoIn.length > MOST_NAMES ? ` and ${alsoIn.length - MOST_NAMES} more` : "";
    const what = path === event || path.startsWith(`${event}.`) ? path : `${events}${rest}, ${path}`;
    return `${command}  # ${rule}: ${what.replace(/[^\w.,[\]{} ]/g, "?")}`;
  });
  const byLabel = changes.every((change) => change.label !== undefined);
  const hint =
    label === undefined || byLabel
      ? ""
      : ` For this review alone, the label ${inlineCode(label)} on the pull request does it too; \`publish\` asks for the file.`;
  return [
    byLabel
      ? "The label lets this review pass. `publish` still asks for these, committed:"
      : `What is intended is acknowledged in the repository; commit what this writes.${hint}`,
    block(
      "sh",
      [...lines.slice(0, rows), ...(lines.length > rows ? [`# and ${lines.length - rows} more`] : [])].join("\n"),
    ),
  ].join("\n\n");
}

function queriesSection(queries: readonly AffectedQuery[], detail: Shown): string {
  if (queries.length === 0) return "";
  const rows = queries.slice(0, detail.rows).map((query) => {
    const where = placeText(query, detail.link);
    return `| ${where} | ${code(queriedName(query))} | ${queryWords(query, code)} | ${code(query.text)} |`;
  });
  const rest = queries.length - rows.length;
  return [
    `#### ${queries.length === 1 ? "A query reads" : `${queries.length} places in queries read`} what this change takes away or alters`,
    "",
    "| where | column | what | SQL |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...(rest > 0 ? [`| … and ${rest} more | | | |`] : []),
  ].join("\n");
}

/** Calls are many where an event is tracked everywhere; the compiler names them all. */
const MOST_CALLS = 10;

function callsSection(calls: readonly CallAtRisk[], { link, rows }: Shown): string {
  if (calls.length === 0) return "";
  const most = Math.min(MOST_CALLS, rows);
  const lines = calls.slice(0, most).map((call) => `- ${placeText(call, link)} ${callWords(call, inlineCode)}`);
  const rest = calls.length - most;
  return [
    "#### Calls that the new client may refuse",
    "",
    ...lines,
    ...(rest > 0 ? [`- … and ${rest} more`] : []),
  ].join("\n");
}

function standingSection({ standing }: Review, { rows }: Detail): string {
  if (standing.length === 0) return "";
  const lines = standing.slice(0, rows).map(({ event, major, revision, breaks }) => {
    const what = breaks.map(({ judgement }) => judgement.rule).join(", ");
    return `- ${inlineCode(event)} ${major}.${revision}: not published yet${what === "" ? "" : ` (${what})`}`;
  });
  return details(`Not from this change (${standing.length})`, lines.join("\n"));
}
