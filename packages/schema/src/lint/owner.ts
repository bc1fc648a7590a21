// Someone answers for every event: the definition's owner, or the configuration's.
import type { LintRule } from "./rule.js";

/** `owner` */
export const owner: LintRule = {
  id: "owner",
  purpose: "Every event has a team that answers for it.",
  severity: (phase) => (phase === "publish" ? "error" : "warning"),
  check(model) {
    if ((model.owner ?? "").trim() !== "") return [];
    return [
      {
        path: model.name,
        message: `${model.name} has no owner.`,
        suggestion: "Add owner to the definition, or a default owner to tracklake.config.ts.",
      },
    ];
  },
};
