// Findings and reviews in the formats of `check` and `review`: people, pull requests, code scanning, CI.
import {
  type LocatedFinding,
  REVIEW_MARK,
  type Review,
  type ReviewMarkdownOptions,
  renderFindingsJson,
  renderFindingsMarkdown,
  renderFindingsText,
  renderGithubAnnotations,
  renderJunit,
  renderReviewJson,
  renderReviewMarkdown,
  renderReviewText,
  renderSarif,
  renderStoppedMarkdown,
  reviewFindings,
  type StoppedReview,
} from "@tracklake/review";
import type { ReportFormat } from "../options.js";
import { version } from "../version.js";

/** What a report needs beside what it reports. */
export interface ReportOptions {
  readonly format: ReportFormat;
  /** The project's folder within its repository. */
  readonly folder: string;
  /** The events that were looked at. */
  readonly events: readonly string[];
}

/** Findings in one of the formats. */
export function printFindings(findings: readonly LocatedFinding[], { format, folder, events }: ReportOptions): string {
  switch (format) {
    case "text":
      return renderFindingsText(findings);
    case "json":
      return renderFindingsJson(findings);
    case "markdown":
      return renderFindingsMarkdown(findings) || "### Findings\n\nNone.\n";
    case "sarif":
      return renderSarif(findings, { folder, version: version() });
    case "junit":
      return renderJunit(findings, events, { folder });
    case "github":
      return renderGithubAnnotations(findings, { folder });
  }
}

/** A review in one of the formats; those that point at lines are of its findings. */
export function printReview(
  review: Review,
  { markdown, ...options }: ReportOptions & { readonly markdown?: ReviewMarkdownOptions },
): string {
  switch (options.format) {
    case "text":
      return renderReviewText(review);
    case "json":
      return renderReviewJson(review);
    case "markdown":
      return renderReviewMarkdown(review, markdown);
    default:
      return printFindings([...review.findings, ...reviewFindings(review)], options);
  }
}

/** Why there is no review, in the formats that other programs read; nothing where stderr and `--json` say it. */
export function printStopped(
  { title, findings }: StoppedReview,
  { markdown: { mark = REVIEW_MARK } = {}, ...options }: ReportOptions & { readonly markdown?: ReviewMarkdownOptions },
): string {
  if (options.format === "text" || options.format === "json") return "";
  if (options.format === "markdown") return renderStoppedMarkdown({ title, findings }, mark);
  return printFindings(findings, options);
}
