// A review as JSON for programs; json-schema/review.schema.json says what is in it.
import type { Review } from "../review.js";

/** A review as JSON, as it is. */
export function renderReviewJson(review: Review): string {
  return `${JSON.stringify(review, null, 2)}\n`;
}
