// A search over properties and what it found.
// Filters are columns of their own, so that no query parses a search string.
import { column, defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { request } from "./contexts/request.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "search_performed",
  description: "A user searched for properties.",
  owner: "search",
  answers: ["Which searches find nothing?", "Which areas are in demand?", "How slow are searches?"],
  contexts: [request, user, organisation],
  properties: Type.Object({
    query: Type.Optional(
      Type.String({ maxLength: 500, description: "What the user typed.", examples: ["kyoto machiya"] }),
    ),
    filters: Type.Object(
      {
        areas: Type.Array(Type.String(), { description: "Codes of the areas that were chosen." }),
        price_from: Type.Optional(column.decimal(14, 0, { unit: "JPY", description: "Lowest price." })),
        price_to: Type.Optional(column.decimal(14, 0, { unit: "JPY", description: "Highest price." })),
        built_after: Type.Optional(column.date({ description: "Built on or after this day." })),
      },
      { description: "The filters that were set." },
    ),
    results: Type.Integer({ minimum: 0, description: "Properties found." }),
    duration: Type.Number({ minimum: 0, unit: "ms", description: "Time that the search took." }),
  }),
});
