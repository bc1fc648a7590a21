// A major that leaves one out: tables are numbered by majors, and nobody will ever find what the missing one was.
import type { LintRule } from "./rule.js";

/** `next-major` */
export const nextMajor: LintRule = {
  id: "next-major",
  purpose: "A new major is the one after the last.",
  severity: () => "warning",
  check({ name, major }, { published, all }) {
    const last = major === 1 ? undefined : published.lastMajor(name);
    if (last === undefined) return [];
    // Another major that is defined beside it, and not published yet, may stand between.
    const drafts = all.flatMap(({ model }) => (model.name === name && model.major < major ? [model.major] : []));
    const before = Math.max(last, ...drafts);
    if (major <= before + 1) return [];
    return [
      {
        path: name,
        message: `its major is ${major}, and the last one is ${before}.`,
        suggestion: `Set major: ${before + 1}.`,
      },
    ];
  },
};
