// `tracklake cost`: measures the events, reckons the bill, and prints what it rests on.
import type { EventModel } from "@tracklake/schema";
import { tableModels } from "@tracklake/tables";
import type { CostAnswer } from "../cost/cost-answer.js";
import { type EventSize, eventSize } from "../cost/event-size.js";
import { monthlyCost } from "../cost/monthly-cost.js";
import { CliError, type ExitCode } from "../errors.js";
import type { CostOptions } from "../options.js";
import { costText } from "../print/cost.js";
import { progressBar } from "../print/progress-bar.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function cost(session: Session, options: CostOptions, named: readonly string[]): Promise<ExitCode> {
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  const { env } = session.io;
  const region = options.region ?? state.project.glue.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  const sizes = await measured(session, state, chosen(state, named));
  const bill = monthlyCost({ ...options, sizes, region });
  if (region !== undefined && region !== bill.region) {
    session.warn(`no price of ${region} is known here; these are those of ${bill.region}.`);
  }
  const { eventsPerDay, queryDays, queryColumns } = options;
  const answer: CostAnswer = {
    events_per_day: eventsPerDay,
    query_days: queryDays,
    query_columns: queryColumns,
    ...bill,
    sizes,
  };
  session.result(answer, () => costText(answer));
  return 0;
}

/** The events named, or the project's own. @throws CliError `event-unknown`, `wrong-use` when there is none. */
function chosen({ events }: State, named: readonly string[]): EventModel[] {
  const models = events.map(({ model }) => model);
  for (const name of named) {
    if (models.some((model) => model.name === name)) continue;
    throw new CliError(
      "event-unknown",
      `There is no event "${name}". The events are ${models.map((one) => one.name).join(", ")}.`,
    );
  }
  const wanted = models.filter(({ name, owner }) => (named.length > 0 ? named.includes(name) : owner !== "tracklake"));
  if (wanted.length > 0) return wanted;
  throw new CliError("wrong-use", "There is no event of your own to measure. Define one, or name a built-in one.");
}

async function measured(session: Session, { revisions, project }: State, models: readonly EventModel[]) {
  const tables = tableModels(revisions, project.lake, { format: "parquet" });
  const bar = progressBar(session, "events measured");
  const sizes: EventSize[] = [];
  try {
    for (const model of models) {
      const table = tables.find(
        ({ parameters }) =>
          parameters["tracklake.event"] === model.name && parameters["tracklake.major"] === String(model.major),
      );
      if (table) sizes.push(await eventSize(model, table));
      bar.onProgress(sizes.length, models.length);
    }
  } finally {
    bar.end();
  }
  return sizes;
}
