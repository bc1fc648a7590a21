// A release was drafted, published, edited, deleted…
// Its files are rows of the view github_release_changed__assets.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { account } from "./types/account.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_release_changed",
  description: "Something was done to a release.",
  owner: "integrations",
  answers: ["How often do we release?", "Which files are downloaded?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "What was done, such as published." }),
    release_id: Type.Integer({ description: "GitHub's id of the release." }),
    tag: Type.String({ description: "The tag that is released." }),
    target: Type.String({ description: "The branch or commit of the tag." }),
    title: Type.Optional(Type.String({ description: "The release's title." })),
    author: account("Who made it."),
    draft: Type.Boolean({ description: "Whether it is a draft." }),
    prerelease: Type.Boolean({ description: "Whether it is not for production." }),
    created_at: Type.Optional(column.timestamp({ description: "When it was made." })),
    published_at: Type.Optional(column.timestamp({ description: "When it was published." })),
    assets: Type.Array(
      Type.Object({
        id: Type.Integer({ description: "GitHub's id of the file." }),
        name: Type.String({ description: "The file's name." }),
        content_type: Type.String({ description: "Media type." }),
        size: Type.Integer({ minimum: 0, unit: "bytes", description: "Size of the file." }),
        download_count: Type.Integer({ minimum: 0, description: "Downloads at the time." }),
        uploader: Type.Optional(account("Who uploaded it.")),
        created_at: column.timestamp({ description: "When it was uploaded." }),
      }),
      { description: "Its files." },
    ),
  }),
});
