// The views that a lake has beside those of its events: all events in one, and what failed.
import type { Lake } from "@tracklake/envelope";
import { allEventsView } from "./all-events.js";
import { failureViews } from "./failure-views.js";
import type { EventView, ViewModel } from "./view-model.js";

/**
 * The views of the lake itself: `all_events`, `dead_letters`, `delivery_errors`.
 *
 * @param eventViews - What {@link views} gives; `all_events` is left out when there are none, or more than an engine plans.
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * lakeViews([], lake).map((view) => view.name); // ["dead_letters", "delivery_errors"]
 */
export function lakeViews(eventViews: readonly EventView[], lake: Lake): ViewModel[] {
  const all = allEventsView(eventViews, lake);
  return [...(all ? [all] : []), ...failureViews(lake)];
}
