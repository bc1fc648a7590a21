// Everything that review, check and acknowledge look at: lint and history as findings, and the review of what differs.
// Each file is read once, and the base only where there is one.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { judgeLake, ruleIds } from "@tracklake/compat";
import {
  allRevisions,
  checkHistory,
  fileStore,
  loadRegistry,
  type Registry,
  type RegistryStore,
  withDrafts,
} from "@tracklake/registry";
import {
  type FindPlace,
  historyBefore,
  historyFindings,
  locatedFindings,
  type Review,
  type ReviewOptions,
  reviewChanges,
  sourcePlaces,
  tableFindings,
  unsoundReview,
  weakenedFindings,
} from "@tracklake/review";
import { type Finding, unmappedRules } from "@tracklake/schema";
import { loadConfig, type Project } from "../config/load-config.js";
import { type MergeBase, mergeBase } from "../git/merge-base.js";
import { projectAcknowledgements } from "../schemas/acknowledgements.js";
import { definedFindings } from "../schemas/load-schemas.js";
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
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether documents are built that show the breaks, and queries are read: what only a whole review shows. @default true */
  readonly whole?: boolean;
}

/** Reads the project, its history and its base, and reviews. */
export async function readReview(
  session: Session,
  { base: named, today, whole = true }: ReadReviewOptions,
): Promise<ReadReview> {
  const project = await loadConfig(session);
  const store = remembered(fileStore(project.historyFolder));
  const unsound = await checkHistory(store);
  if (unsound.length > 0) {
    const findings = [...unsound, ...(await definedFindings(project, "publish"))];
    return { project, review: unsoundReview(findings, null), folder: "", events: [] };
  }
  const state = await readState(session, { phase: "publish", project, store });
  const place = places(state);
  const base = await baseOf(session, state, store, named);
  const folder = base?.prefix ?? "";
  const said = state.findings.filter(({ rule }) => !rules.has(rule));
  const own = base ? newOf(said, state, base) : said;
  const history = base ? historyFindings(await loadRegistry(store), base.registry, base.historyFolder) : [];
  const weakened = base?.config ? weakenedFindings(base.config, project, relative(project.root, project.file)) : [];
  const findings = [...history, ...weakened, ...locatedFindings(own, place)];
  const events = state.events.map(({ model }) => model.name);
  const sound = state.events.length > 0 && !said.some(isUnread);
  const review = sound
    ? await reviewed(state, base, { place, today, findings, counterexamples: whole })
    : unsoundReview(findings, base ? { ref: base.ref, commit: base.commit } : null);
  return { project, review, folder, events };
}

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
  named: string | boolean,
): Promise<(BaseState & MergeBase) | undefined> {
  if (named === false) return undefined;
  const ref = named === true ? undefined : named;
  const base = await mergeBase(project.root, { ref, env: session.io.env });
  if (!base) return undefined;
  return readBase(project, base, { entries: await store.entries(), models, schemas });
}

async function reviewed(
  { project, registry, events }: State,
  base: BaseState | undefined,
  options: Pick<ReviewOptions, "place" | "today" | "findings" | "counterexamples">,
): Promise<Review> {
  const models = events.map(({ model }) => model);
  const before = base ? historyBefore(registry, base.registry) : registry;
  const lake = base?.config === undefined ? [] : judgeLake(base.config.lake, project.lake);
  const review = reviewChanges(before, before === registry ? events : withDrafts(before, models), project.lake, {
    policy: project.compatibility,
    acknowledgements: await projectAcknowledgements(project),
    lake,
    ...options,
    ...(before === registry ? {} : { own: registry }),
    ...(base === undefined ? {} : { base, remarks: base.remarks }),
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

/** Finds places in the files that definitions were loaded from, which are read when the first place is asked for. */
function places({ project, schemas: { files } }: State): FindPlace {
  let find: FindPlace | undefined;
  return (path, major) => {
    find ??= sourcePlaces(
      files.map((file) => ({ file: relative(project.root, file), text: readFileSync(file, "utf8") })),
    );
    return find(path, major);
  };
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
