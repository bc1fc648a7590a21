// Everything that review, check and acknowledge look at: lint and history as findings, and the review of what differs.
// Each file is read once, and the base only where there is one.
import { relative } from "node:path";
import { judgeLake, ruleIds } from "@tracklake/compat";
import {
  allRevisions,
  checkHistory,
  fileStore,
  loadRegistry,
  publishedLake,
  type Registry,
  type RegistryStore,
  withDrafts,
} from "@tracklake/registry";
import {
  historyBefore,
  historyFindings,
  locatedFindings,
  type Review,
  type ReviewOptions,
  repairFindings,
  reviewChanges,
  tableFindings,
  unsoundReview,
  weakenedFindings,
} from "@tracklake/review";
import { type Finding, unmappedRules } from "@tracklake/schema";
import { loadConfig, type Project } from "../config/load-config.js";
import { folderInRepository } from "../git/folder.js";
import { type MergeBase, mergeBase } from "../git/merge-base.js";
import { projectAcknowledgements } from "../schemas/acknowledgements.js";
import { definedFindings } from "../schemas/load-schemas.js";
import { projectPlaces } from "../schemas/places.js";
import { readState, type State } from "../schemas/state.js";
import type { Session } from "../session.js";
import { type BaseState, readBase } from "./base-state.js";
import { withExisting } from "./existing-findings.js";

/** What was found. */
export interface ReadReview {
  readonly project: Project;
  /** Its findings are those of lint, tables and history. */
  readonly review: Review;
  /** The project's folder within its repository, such as `services/billing/`. */
  readonly folder: string;
  /** Names of the events that were looked at. */
  readonly events: readonly string[];
}

/** What is compared with. */
export interface ReadReviewOptions {
  /** A ref; `true` for the default one, `false` for the published history alone. */
  readonly base: string | boolean;
  /** Whether the default base has to be there, since only it was asked for. @default the published history stands for it */
  readonly required?: boolean;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether documents are built that show the breaks, and queries are read: what only a whole review shows. @default true */
  readonly whole?: boolean;
}

/** Reads the project, its history and its base, and reviews. */
export async function readReview(
  session: Session,
  { base: named, required = false, today, whole = true }: ReadReviewOptions,
): Promise<ReadReview> {
  const project = await loadConfig(session);
  const store = remembered(fileStore(project.historyFolder));
  const unsound = await checkHistory(store);
  if (unsound.length > 0) {
    const findings = [...unsound, ...(await definedFindings(project, "publish"))];
    return {
      project,
      review: unsoundReview(findings, null),
      folder: await folderInRepository(project.root),
      events: [],
    };
  }
  const state = await readState(session, { phase: "publish", project, store });
  const place = projectPlaces(project, state.schemas);
  const base = await baseOf(session, state, store, { named, required });
  const folder = base?.prefix ?? (await folderInRepository(project.root));
  const said = state.findings.filter(({ rule }) => !rules.has(rule));
  const own = base ? newOf(said, state, base) : said;
  const history = base
    ? [
        ...historyFindings(await loadRegistry(store), base, base.historyFolder),
        ...repairFindings(base.ref, base.repaired),
      ]
    : [];
  const weakened = base?.config ? weakenedFindings(base.config, project, relative(project.root, project.file)) : [];
  const findings = [...history, ...weakened, ...locatedFindings(own, place)];
  const events = state.events.map(({ model }) => model.name);
  const remarks = base ? base.remarks : named === false ? [] : [NO_BASE];
  const sound = state.events.length > 0 && !said.some(isUnread);
  const review = sound
    ? await reviewed(state, base, { place, today, findings, counterexamples: whole, remarks })
    : unsoundReview(findings, base ? { ref: base.ref, commit: base.commit } : null);
  return { project, review, folder, events };
}

/** What a break that is published already looks like: nothing. Whoever reads the review has to know. */
const NO_BASE =
  "Compared with what is published alone: no base was found, so what this branch published itself is not seen.";

/** What the base has too is a note. What it hid from the gate by stopping there is asked for then. */
function newOf(said: readonly Finding[], { project, revisions }: State, base: BaseState): Finding[] {
  const own = withExisting(said, project, base);
  const stopped = said.some(isError) && !own.some(isError);
  return stopped ? [...own, ...tableFindings(revisions, project.lake)] : own;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

const rules: ReadonlySet<string> = new Set(ruleIds);
const unread: ReadonlySet<string> = new Set(Object.keys(unmappedRules));

/** A definition that could not be mapped lacks a part: comparing it would invent removals. */
function isUnread({ rule, severity }: Finding): boolean {
  return severity === "error" && unread.has(rule);
}

async function baseOf(
  session: Session,
  { project, models, schemas }: State,
  store: RegistryStore,
  { named, required }: { readonly named: string | boolean; readonly required: boolean },
): Promise<(BaseState & MergeBase) | undefined> {
  if (named === false) return undefined;
  const ref = named === true ? undefined : named;
  const base = await mergeBase(project.root, { ref, required, env: session.io.env });
  if (!base) return undefined;
  return readBase(project, base, { entries: await store.entries(), models, schemas });
}

async function reviewed(
  { project, registry, events }: State,
  base: BaseState | undefined,
  options: Pick<ReviewOptions, "place" | "today" | "findings" | "counterexamples" | "remarks">,
): Promise<Review> {
  const models = events.map(({ model }) => model);
  const before = base ? historyBefore(registry, base.registry) : registry;
  // Without a base, or its configuration, the history knows what the lake of this name was.
  const lakeBefore = base?.config?.lake ?? publishedLake(before, project.lake.name);
  const lake = lakeBefore === undefined ? [] : judgeLake(lakeBefore, project.lake);
  const review = reviewChanges(before, before === registry ? events : withDrafts(before, models), project.lake, {
    policy: project.compatibility,
    acknowledgements: await projectAcknowledgements(project),
    lake,
    ...options,
    ...(before === registry ? {} : { own: registry }),
    ...(base === undefined ? {} : { base }),
  });
  if (!options.counterexamples) return review;
  const whole = takesAway(review) ? await withQueriesOf(review, project, before) : review;
  return breaksCallers(whole) ? withCallsOf(whole, project) : whole;
}

function breaksCallers({ events, retired }: Review): boolean {
  const changes = [...events, ...retired].flatMap((event) => event.changes);
  return changes.some(({ judgement }) => judgement.verdicts.CALLER === "break");
}

/** The compiler takes longer. */
async function withCallsOf(review: Review, project: Project): Promise<Review> {
  const { withCalls } = await import("./calls-at-risk.js");
  return withCalls(review, project);
}

/** Whether something is not as it was for whoever reads it. What is only added reaches no query. */
function takesAway({ events, retired }: Review): boolean {
  const changes = [...events, ...retired].flatMap((event) => event.changes);
  return changes.some(({ judgement: { rule } }) => !/_(ADDED|READDED|METADATA_CHANGED)$/.test(rule));
}

/** The parser of SQL takes a moment to load. */
async function withQueriesOf(review: Review, project: Project, before: Registry): Promise<Review> {
  const { withQueries } = await import("./affected-by.js");
  return withQueries(review, project, allRevisions(before, []));
}

/** Reads a store once. */
function remembered(store: RegistryStore): RegistryStore {
  let entries: ReturnType<RegistryStore["entries"]> | undefined;
  return {
    ...store,
    entries: () => {
      entries ??= store.entries();
      return entries;
    },
  };
}
