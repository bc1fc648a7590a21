// The files of a lake, wherever they lie: in a bucket of S3, or in a folder of this machine.
// Curation lists them and removes those of old runs; what writes them is an engine.
import type { LakeFile } from "@tracklake/tables";

/** Files by key, from the bucket's root. */
export interface LakeFiles {
  /**
   * The files whose keys begin with a prefix, in the order of their keys.
   *
   * @param after - Only keys greater than this.
   */
  list(prefix: string, after?: string): Promise<LakeFile[]>;
  /** Removes files; those that are not there count as removed. */
  remove(keys: readonly string[]): Promise<void>;
}
