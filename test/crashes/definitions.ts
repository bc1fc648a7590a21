// The event of the services that are killed.
import { labelledEvent } from "../labelled-event.js";

export { lake } from "../labelled-event.js";

/** The event's model, for the table, and what the service's tracker takes. */
export const { model, definitions } = labelledEvent("step_done");
