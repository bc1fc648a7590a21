// Commits arrived at a branch or tag, or the branch or tag came or went.
// Each commit is a row of the view github_push_received__commits.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { gitPerson } from "./types/git-person.js";
import { source } from "./types/source.js";

const commit = {
  id: Type.String({ description: "SHA of the commit." }),
  message: Type.String({ description: "The commit's message." }),
  timestamp: column.timestamp({ description: "When it was committed." }),
  distinct: Type.Boolean({ description: "Whether no push brought it before." }),
  author: gitPerson("Who wrote it."),
  committer: gitPerson("Who committed it."),
  added: Type.Array(Type.String(), { description: "Files that it added." }),
  modified: Type.Array(Type.String(), { description: "Files that it modified." }),
  removed: Type.Array(Type.String(), { description: "Files that it removed." }),
};

export default defineEvent({
  name: "github_push_received",
  description: "Somebody pushed to a branch or tag of a repository.",
  owner: "integrations",
  answers: ["Who commits to which repository?", "Which files change most?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    ref: Type.String({ description: "The branch or tag, such as refs/heads/main." }),
    before: Type.String({ description: "SHA before the push; zeros when the ref is new." }),
    after: Type.String({ description: "SHA after the push; zeros when the ref was deleted." }),
    created: Type.Boolean({ description: "Whether the push created the ref." }),
    deleted: Type.Boolean({ description: "Whether the push deleted the ref." }),
    forced: Type.Boolean({ description: "Whether the push was forced." }),
    pusher: Type.String({ description: "The account that pushed." }),
    head_commit: Type.Optional(
      Type.Object(
        { id: commit.id, message: commit.message, timestamp: commit.timestamp },
        { description: "The newest commit; none when the ref was deleted." },
      ),
    ),
    commits: Type.Array(Type.Object(commit), { description: "The commits, oldest first." }),
  }),
});
