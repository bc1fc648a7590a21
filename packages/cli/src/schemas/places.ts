// Where definitions and the lake's settings stand in a project's files, which are read when the first place is asked for.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { type FindPlace, type SourcePlace, sourcePlaces } from "@tracklake/review";
import type { Project } from "../config/load-config.js";
import type { Schemas } from "./load-schemas.js";

/** The finder for a project; files are named from its folder. */
export function projectPlaces(
  { root, file: config }: Pick<Project, "root" | "file">,
  { files }: Pick<Schemas, "files">,
): FindPlace {
  let find: FindPlace | undefined;
  return (path, major, which) => {
    const [, setting] = major === 0 || major === undefined ? (/^lake\.(\w+)$/.exec(path) ?? []) : [];
    if (setting !== undefined) return settingPlace(relative(root, config), readFileSync(config, "utf8"), setting);
    find ??= sourcePlaces(files.map((path) => ({ file: relative(root, path), text: readFileSync(path, "utf8") })));
    return find(path, major, which);
  };
}

/** The setting's key, else the lake's, else the file's beginning: it may be set by code. */
function settingPlace(file: string, text: string, setting: string): SourcePlace {
  const key = (name: string) => new RegExp(`(?<![\\w.])${name}["']?\\s*[:,}]`).exec(text)?.index;
  const at = key(setting) ?? key("lake") ?? 0;
  const before = text.slice(0, at);
  return { file, line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
