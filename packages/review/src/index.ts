// What a change of schemas does, as data, the gate before a publish, and the renderers of findings and reviews.
export { historyBefore, historyFindings, repairFindings } from "./base-history.js";
export type { CallEdits, Sent } from "./call-edits.js";
export { changeWording } from "./change-wording.js";
export { type CompatFindingPlace, compatFinding } from "./compat-finding.js";
export { type DeployAction, type DeployStep, deployOrder } from "./deploy-order.js";
export { judgeDrafts, judgeRetirements } from "./judge-drafts.js";
export { acknowledgedByLabel } from "./label.js";
export { type FindPlace, type SourceFile, type SourcePlace, sourcePlaces } from "./locate/source-places.js";
export { type SourceToken, sourceTokens } from "./locate/source-tokens.js";
export { type LocatedFinding, locatedFindings } from "./located-finding.js";
export { type PublishRequest, publishFindings, tableFindings } from "./publish-gate.js";
export type { AffectedQuery } from "./queries/affected-query.js";
export type { PlaceLink } from "./render/event-markdown.js";
export { renderFindingsJson } from "./render/findings-json.js";
export { renderFindingsMarkdown } from "./render/findings-markdown.js";
export { countFindings, renderFindingsText } from "./render/findings-text.js";
export { renderGithubAnnotations } from "./render/github-annotations.js";
export { renderJunit } from "./render/junit.js";
export { renderReviewJson } from "./render/review-json.js";
export { REVIEW_MARK, type ReviewMarkdownOptions, renderReviewMarkdown } from "./render/review-markdown.js";
export { renderReviewText } from "./render/review-text.js";
export { type FileOptions, renderSarif } from "./render/sarif.js";
export { COMMENT_CHARACTERS } from "./render/shortened.js";
export { renderStoppedMarkdown, type StoppedReview } from "./render/stopped-markdown.js";
export type {
  CallAtRisk,
  ChangedViewColumn,
  EventReview,
  RetiredReview,
  Review,
  ReviewBase,
  ReviewedChange,
  ReviewLake,
  ReviewVerdict,
  StandingReview,
  TableReview,
} from "./review.js";
export { reviewChanges, unsoundReview } from "./review-changes.js";
export { reviewFindings } from "./review-findings.js";
export type { Baseline, ReviewOptions } from "./review-options.js";
export type { RowGrowth } from "./row-growth.js";
export { contextChangeKey } from "./same-change.js";
export { type Answers, weakenedFindings } from "./weakened.js";
