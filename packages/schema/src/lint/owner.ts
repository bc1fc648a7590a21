// Someone answers for every event: the definition's owner, or the configuration's.
import { isPlaceholder } from "./placeholder.js";
import type { LintRule } from "./rule.js";

/** Nobody can be asked by these names. */
const nobody = /^(nobody|no ?one|everyone|anyone|someone|me|us|you|owner|team|the team|your[- ]team)$/i;

/** `owner` */
export const owner: LintRule = {
  id: "owner",
  purpose: "Every event has a team that answers for it.",
  severity: (phase) => (phase === "publish" ? "error" : "warning"),
  check(model) {
    const said = (model.owner ?? "").trim();
    if (!isPlaceholder(said) && !nobody.test(said)) return [];
    return [
      {
        path: model.name,
        message:
          said === "" ? `${model.name} has no owner.` : `${model.name} has no owner but ${JSON.stringify(said)}.`,
        suggestion: "Add owner to the definition, or a default owner to tracklake.config.ts.",
      },
    ];
  },
};
