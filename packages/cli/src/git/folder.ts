// The project's folder within its repository: what paths in annotations and code scanning begin with.
import { gitLine } from "./git.js";

/** Such as `services/billing/`; empty at the top, and where there is no repository. */
export async function folderInRepository(root: string): Promise<string> {
  return (await gitLine(root, "rev-parse", "--show-prefix")) ?? "";
}
