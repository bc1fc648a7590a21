// A GitHub repository as events carry it.
// Times in payloads are RFC 3339 or epoch seconds, depending on the event; here they are moments.
import { column, Type } from "@tracklake/schema";

/** A repository, with what is worth grouping by. */
export function repository(description: string) {
  return Type.Object(
    {
      id: Type.Integer({ description: "GitHub's id of the repository." }),
      name: Type.String({ description: "The name without its owner." }),
      full_name: Type.String({ description: "Owner and name, such as octo-org/octo-repo." }),
      private: Type.Boolean({ description: "Whether it is private." }),
      language: Type.Optional(Type.String({ description: "The main language." })),
      default_branch: Type.Optional(Type.String({ description: "The default branch." })),
      stargazers_count: Type.Optional(Type.Integer({ minimum: 0, description: "Stars at the time." })),
      open_issues_count: Type.Optional(Type.Integer({ minimum: 0, description: "Open issues at the time." })),
      pushed_at: Type.Optional(column.timestamp({ description: "The last push." })),
      topics: Type.Optional(Type.Array(Type.String(), { description: "Topics." })),
    },
    { description },
  );
}
