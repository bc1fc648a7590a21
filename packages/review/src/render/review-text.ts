// A review as text for a terminal: the same facts as the comment, without the DDL.
import { changeWording } from "../change-wording.js";
import { visible } from "../markdown.js";
import type { EventReview, Review, ReviewedChange } from "../review.js";
import { deployLine } from "./deploy-words.js";
import { renderFindingsText } from "./findings-text.js";
import { queriedName, queryWords } from "./query-words.js";
import {
  acceptance,
  axisWords,
  callWords,
  growthLine,
  headingOf,
  retiredLine,
  summaryLine,
  verdictLine,
  viewColumnLine,
  worstFirst,
} from "./review-words.js";

/** More are what the compiler is for. */
const MOST_CALLS = 20;

const plain = (text: string) => text;

/** A review as text for a terminal. */
export function renderReviewText(review: Review): string {
  const { base, events, retired, standing, queries, calls, deployOrder, remarks } = review;
  const against = base ? ` (against ${base.ref}, ${base.commit.slice(0, 10)})` : "";
  const blocks = [
    ...remarks,
    review.findings.length === 0 ? "" : renderFindingsText(review.findings).trimEnd(),
    ...review.lake.map((change) => changeLines(change)),
    ...events.map(eventBlock),
    ...retired.map((event) => [retiredLine(event, plain), ...event.changes.map(changeLines)].join("\n")),
    queries.length === 0
      ? ""
      : [
          "Queries that read what changes:",
          ...queries.map(
            (query) =>
              `  ${query.file}:${query.line}:${query.column}  ${queriedName(query)}  ${queryWords(query, plain)}`,
          ),
        ].join("\n"),
    calls.length === 0
      ? ""
      : [
          "Calls that the new client may refuse:",
          ...calls
            .slice(0, MOST_CALLS)
            .map((call) => `  ${call.file}:${call.line}:${call.column}  ${callWords(call, plain)}`),
          ...(calls.length > MOST_CALLS ? [`  … and ${calls.length - MOST_CALLS} more`] : []),
        ].join("\n"),
    deployOrder.length === 0
      ? ""
      : ["Deploy order:", ...deployOrder.map((step, index) => `  ${index + 1}. ${deployLine(step, plain)}`)].join("\n"),
    standing.length === 0
      ? ""
      : [
          "Not from this change:",
          ...standing.map(({ event, major, revision }) => `  ${event} ${major}.${revision}, not published yet`),
        ].join("\n"),
  ].filter((part) => part !== "");
  const verdict = verdictLine(review);
  const last =
    `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}${against}. ${review.verdict === "unsound" ? "" : summaryLine(review)}`.trimEnd();
  return visible(`${[...blocks, last].join("\n\n")}\n`);
}

function eventBlock(event: EventReview): string {
  const { table, changes, existing, growth, before } = event;
  return [
    headingOf(event, plain),
    ...worstFirst(changes).map(changeLines),
    ...(before === null ? [] : table.newColumns.map(({ name, type }) => `  + column ${name} ${type}`)),
    ...table.changedColumns.map(({ name, was, is }) => `  ~ column ${name}: ${was} → ${is}`),
    ...table.viewColumns.map((column) => `  ~ ${viewColumnLine(column, plain)}`),
    ...(table.problem === undefined ? [] : [`  ! no table can hold both: ${table.problem}`]),
    ...(growth === undefined ? [] : [`  ${growthLine(growth)}`]),
    ...existing.map(
      ({ judgement }) => `  at the base already: ${judgement.path}  ${changeWording(judgement)}  [${judgement.rule}]`,
    ),
  ].join("\n");
}

function changeLines(change: ReviewedChange): string {
  const { judgement, level, command, place, sameAs } = change;
  const axes = axisWords(change).map(
    ({ axis, verdict, answer }) => `${axis} ${verdict}${answer === "" ? "" : ` (${answer})`}`,
  );
  const where = place === undefined ? "" : `  ${place.file}:${place.line}`;
  const accepted = acceptance(change, plain);
  const rest = [
    ...(axes.length === 0 ? [] : [`    ${axes.join(", ")}`]),
    ...(level === "safe" ? [] : [`    ${judgement.reason}`, `    ${accepted === "" ? change.advice : accepted}`]),
    ...(command === undefined ? [] : [`    ${command}`]),
  ];
  return [
    `  ${level === "safe" ? "" : `${level}  `}${judgement.path}  ${changeWording(judgement)}  [${judgement.rule}]${sameAs === undefined ? where : `  as in ${sameAs}`}`,
    ...(sameAs === undefined ? rest : []),
  ].join("\n");
}
