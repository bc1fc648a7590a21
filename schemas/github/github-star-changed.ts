// A repository got a star or lost one.
// The count after it is repository.stargazers_count.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_star_changed",
  description: "Somebody gave a star to a repository or took it back.",
  owner: "integrations",
  answers: ["Which repositories gain stars?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.Union([Type.Literal("created"), Type.Literal("deleted")], { description: "Given or taken back." }),
    starred_at: Type.Optional(column.timestamp({ description: "When it was given." })),
  }),
});
