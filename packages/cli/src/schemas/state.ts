// What a command works on: the project, its registry, and the definitions as published revisions or drafts.
// With --from, the registry of another place stands for the definitions.

import {
  absentEvents,
  allRevisions,
  fileStore,
  loadRegistry,
  type RegisteredEvent,
  type Registry,
  type RegistryStore,
  withDrafts,
} from "@tracklake/registry";
import { locatedFindings, publishFindings, renderFindingsText } from "@tracklake/review";
import { builtInEvents, type EventModel, type Finding, type LintPhase } from "@tracklake/schema";
import { loadConfig, type Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import type { Session } from "../session.js";
import { projectAcknowledgements } from "./acknowledgements.js";
import { registryFrom } from "./history-from.js";
import { lintOptions } from "./lint-options.js";
import { errorsFirst, lintFindings, loadSchemas, type Schemas } from "./load-schemas.js";
import { projectPlaces } from "./places.js";

/** A project with its events. */
export interface State {
  readonly project: Project;
  readonly registry: Registry;
  /** The models of the definitions, built-in events first. */
  readonly models: readonly EventModel[];
  /** Each event and major once, as published or as a draft: what clients are made of. */
  readonly events: readonly RegisteredEvent[];
  /** Every published revision and the drafts: what tables are made of. */
  readonly revisions: readonly RegisteredEvent[];
  /** What lint says, in the phase "publish" the whole gate before a publish; errors first. */
  readonly findings: readonly Finding[];
  /** The schemas as they were loaded. */
  readonly schemas: Schemas;
}

/** How the state is read. */
export interface StateOptions {
  /** A folder or a git ref whose history is used instead of the schemas. */
  readonly from?: string | undefined;
  /** @default "generate" */
  readonly phase?: LintPhase;
  /** The project, where it was loaded already. */
  readonly project?: Project;
  /** Its history, where it was read already. @default the history folder of the project */
  readonly store?: RegistryStore;
  /** Is told of schemas that do not compile, where the others are enough. @default they stop the command */
  readonly onBroken?: (error: CliError) => void;
}

/**
 * Reads the state.
 *
 * @throws CliError for a configuration or a schema that cannot be used; RegistryError for a history that is not sound.
 */
export async function readState(session: Session, options: StateOptions = {}): Promise<State> {
  const { from, phase = "generate", project = await loadConfig(session) } = options;
  if (from !== undefined) {
    const registry = await registryFrom(from, session.io.cwd, project);
    const events = registry.current().map((event): RegisteredEvent => ({ ...event, status: "published" }));
    const models = events.map(({ model }) => model);
    return {
      project,
      registry,
      models,
      events,
      revisions: allRevisions(registry, events),
      findings: [],
      schemas: noSchemas,
    };
  }
  const registry = await loadRegistry(options.store ?? fileStore(project.historyFolder));
  const schemas = await loadSchemas(project, options.onBroken);
  const models = [...builtInEvents, ...schemas.subjects.map(({ model }) => model)];
  const findings =
    phase === "publish"
      ? await gateFindings(project, registry, schemas)
      : lintFindings(schemas, { phase, ...lintOptions(project, registry) });
  const twice = findings.some(({ rule, severity }) => rule === "name-collision" && severity === "error");
  const events = twice ? [] : withDrafts(registry, models);
  return {
    project,
    registry,
    models,
    events,
    revisions: allRevisions(registry, events),
    findings,
    schemas,
  };
}

const noSchemas: Schemas = { subjects: [], findings: [], files: [] };

/** What stands before a publish of all definitions: what they leave out is retired by it. */
export async function gateFindings(project: Project, registry: Registry, schemas: Schemas): Promise<Finding[]> {
  const { subjects, findings } = schemas;
  // Models that lack what could not be mapped say nothing about tables.
  if (findings.some(({ severity }) => severity === "error")) {
    return lintFindings(schemas, { phase: "publish", ...lintOptions(project, registry) });
  }
  const retire = absentEvents(registry, [...builtInEvents, ...subjects.map(({ model }) => model)]);
  const { today, settings } = lintOptions(project, registry);
  const compatibility = { policy: project.compatibility, acknowledgements: await projectAcknowledgements(project) };
  const request = { subjects, builtIn: builtInEvents, retire, compatibility, today, lint: settings };
  return errorsFirst([...findings, ...publishFindings(registry, request, project.lake)]);
}

/**
 * Prints warnings as `check` does, and stops at errors.
 *
 * @throws CliError `lint-failed` with the findings.
 */
export function stopAtErrors(
  session: Session,
  { findings: found, project, schemas }: Pick<State, "findings" | "project" | "schemas">,
): void {
  const findings = locatedFindings(found, projectPlaces(project, schemas));
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const text = `The schemas cannot be used as they are; nothing was written.\n${renderFindingsText(errors).trimEnd()}`;
    throw new CliError("lint-failed", text, { details: { findings } });
  }
  // Notes are for whoever asks: check lists them.
  const warnings = findings.filter(({ severity }) => severity === "warning");
  const shown = warnings.slice(0, MOST_WARNINGS);
  if (shown.length > 0) session.io.stderr.write(renderFindingsText(shown));
  const rest = warnings.length - shown.length;
  if (rest > 0) session.warn(`${rest} more; tracklake check lists them all.`);
}

const MOST_WARNINGS = 20;
