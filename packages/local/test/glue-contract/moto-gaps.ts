// Where moto 5.2.5 is known to differ from Glue, by the case that shows it, and in which way.
import { limitCases } from "./limits.js";

const counted = "its versions count from 1";
const checked = "it checks neither lengths nor texts";
const paged = "it has no pages and keeps the order of creation";
const pruned = "it has no BatchDeleteTableVersion";
const raced = "it does not look at VersionId";

/** Why each case fails. */
export const motoGaps: ReadonlyMap<string, string> = new Map([
  ["a database's name is in lower case", "it keeps names as they are given"],
  ["databases are listed by pages", paged],
  ["a table's first version is 0, and its retention 0", counted],
  ["a table's name and its columns' are in lower case", "it keeps names as they are given"],
  ["tables are listed by pages", paged],
  ["an expression that is none is refused", "it answers 500"],
  ["a page of more than 100 tables is refused", checked],
  ["an update gives the next version", counted],
  ["an update of a stale version is refused", raced],
  ["of two updates of one version one is refused", raced],
  ["versions are listed with what they held, the newest first", "it lists the oldest first"],
  ["a version is not kept where that is skipped", "it does not look at SkipArchive"],
  ["old versions are deleted in batches, and the newest stay", pruned],
  ["the current version is not deleted, and neither is one that is not there", pruned],
  ["more than 100 versions at once are refused", pruned],
  ["pruning tells of a table that is not there, and goes on", pruned],
  ["partitions are listed in their order, by pages", paged],
  ["a partition with too few values is refused", checked],
  ["more than 100 partitions at once are refused", checked],
  ["segments of partitions hold each of them once", "it does not look at Segment"],
  ["partitions are replaced by the batch; what cannot be is told of", "it breaks off at one that is there already"],
  ["a segment beyond the tenth is refused", checked],
  ["more than 1,000 partitions read at once are refused", checked],
  ["more than 25 partitions deleted at once are refused", checked],
  ...limitCases.flatMap(([name]): [string, string][] => (name.endsWith(" is refused") ? [[name, checked]] : [])),
]);
