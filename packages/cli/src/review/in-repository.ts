// Paths as git names them.
import { posix, relative } from "node:path";
import type { Project } from "../config/load-config.js";
import type { MergeBase } from "../git/merge-base.js";

/** A path as git names it: from the repository's folder, with `/`. Links on the way to the project do no harm. */
export function inRepository(
  { root }: Pick<Project, "root">,
  { prefix }: Pick<MergeBase, "prefix">,
  path: string,
): string {
  return posix.normalize(`${prefix}${relative(root, path).replaceAll("\\", "/")}`);
}
