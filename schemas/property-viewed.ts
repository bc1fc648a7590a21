// A property's page was opened.
// Where the reader came from tells which lists are worth keeping.
import { column, defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { request } from "./contexts/request.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "property_viewed",
  description: "A user opened the page of a property.",
  owner: "search",
  answers: ["Which properties are looked at most?", "Do views come from searches or from watch lists?"],
  contexts: [request, user, organisation],
  properties: Type.Object({
    property_id: column.uuid({ description: "The property." }),
    source: Type.Union([Type.Literal("search"), Type.Literal("watch_list"), Type.Literal("link")], {
      description: "Where the user came from.",
    }),
    search_position: Type.Optional(Type.Integer({ minimum: 1, description: "Place in the search's results, from 1." })),
    asking_price: Type.Optional(column.decimal(14, 0, { unit: "JPY", description: "The price shown." })),
    location: Type.Object(
      {
        latitude: Type.Number({ minimum: -90, maximum: 90, unit: "degrees", description: "Latitude, WGS 84." }),
        longitude: Type.Number({ minimum: -180, maximum: 180, unit: "degrees", description: "Longitude, WGS 84." }),
      },
      { description: "Where the property is." },
    ),
  }),
});
