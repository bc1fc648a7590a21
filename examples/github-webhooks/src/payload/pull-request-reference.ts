// Pull requests that a check or a workflow run refers to.

interface PayloadReference {
  readonly id: number;
  readonly number: number;
  readonly head: { readonly ref: string };
  readonly base: { readonly ref: string };
}

/** The references' columns. */
export function pullRequestReferences(list: readonly PayloadReference[]) {
  return list.map(({ id, number, head, base }) => ({ id, number, head_ref: head.ref, base_ref: base.ref }));
}
