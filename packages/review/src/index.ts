// What a change of schemas does, as data, the gate before a publish, and the renderers of findings and reviews.
export { changeWording } from "./change-wording.js";
export { type CompatFindingPlace, compatFinding } from "./compat-finding.js";
export { judgeDrafts, judgeRetirements } from "./judge-drafts.js";
export { type PublishRequest, publishFindings } from "./publish-gate.js";
export { countFindings, renderFindingsJson, renderFindingsMarkdown, renderFindingsText } from "./render-findings.js";
export { renderReviewMarkdown, renderReviewText } from "./render-review.js";
export { type EventReview, type RetiredReview, type Review, type ReviewLake, reviewChanges } from "./review.js";
