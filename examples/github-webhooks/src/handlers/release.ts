// release: something was done to a release.
import type { ReleaseAsset, ReleaseEvent } from "@octokit/webhooks-types";
import { account } from "../payload/account.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_release_changed. */
export const release: Handler<ReleaseEvent> = (tracker, delivery, payload) => {
  const { release: made } = payload;
  tracker.githubReleaseChanged({
    ...source(delivery, payload),
    action: payload.action,
    release_id: made.id,
    tag: made.tag_name,
    target: made.target_commitish,
    title: made.name,
    author: account(made.author),
    draft: made.draft,
    prerelease: made.prerelease,
    created_at: made.created_at,
    published_at: made.published_at,
    assets: made.assets.map(asset),
  });
};

function asset({ id, name, content_type, size, download_count, uploader, created_at }: ReleaseAsset) {
  return { id, name, content_type, size, download_count, uploader: uploader && account(uploader), created_at };
}
