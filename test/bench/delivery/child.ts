// One subject under one load, in a process of its own: its processor time and memory are then nobody else's.
import { type Figures, flood } from "./loads/flood.js";
import { type HeldFigures, hold } from "./loads/hold.js";
import { type LoopFigures, pace } from "./loads/pace.js";
import { until } from "./loads/until.js";
import type { SubjectOptions } from "./subject.js";
import { type SubjectName, subjects } from "./subjects/subjects.js";

/** What a child is told; it is the process's first argument, as JSON. */
export interface Task extends SubjectOptions {
  /** `idle` loads nothing. */
  readonly subject: SubjectName | "idle";
  readonly load:
    | { readonly kind: "flood"; readonly warmUp: number; readonly seconds: number; readonly events?: number }
    | { readonly kind: "pace"; readonly rate: number; readonly seconds: number }
    | { readonly kind: "hold"; readonly events: number }
    | { readonly kind: "until"; readonly rate: number; readonly deadline: number }
    | { readonly kind: "wait"; readonly seconds: number };
}

/** What it answers. */
export type Told = Figures | LoopFigures | HeldFigures | { readonly says: string };

const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const subject = task.subject === "idle" ? undefined : await (await subjects[task.subject]())(task);
const { load } = task;
if (load.kind === "pace") tell(await pace(subject, load));
else if (!subject) throw new Error(`nothing to do for an idle process: ${load.kind}`);
else if (load.kind === "flood") tell(await flood(subject, load));
else if (load.kind === "hold") tell(await hold(subject, load.events, task.folder));
else if (load.kind === "until") tell(await until(subject, load, task.folder));
else {
  // Does nothing itself: what another process left behind is sent by this one.
  await new Promise((resolve) => setTimeout(resolve, load.seconds * 1000));
  await subject.close(5_000);
  tell({ says: subject.says?.() ?? "" });
}

function tell(told: Told): void {
  if (!process.send) return;
  // Libraries keep timers; what was asked for is known.
  process.send(told, () => process.exit());
}
