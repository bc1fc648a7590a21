// What lint is told beside the definitions: what is published, what the project decided, and the day where its lake is.
import type { Registry } from "@tracklake/registry";
import type { LintOptions } from "@tracklake/schema";
import type { Project } from "../config/load-config.js";

/** The options but the phase; without a registry nothing is published. */
export function lintOptions(
  { lint, lake }: Pick<Project, "lint" | "lake">,
  registry?: Registry,
): Pick<LintOptions, "published" | "history" | "today" | "settings"> {
  // Swedish dates are written YYYY-MM-DD.
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: lake.timeZone }).format(new Date());
  const history = registry?.all().map(({ model }) => model);
  return { published: registry?.current().map(({ model }) => model) ?? [], history, today, settings: lint };
}
