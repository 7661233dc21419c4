/** Which mails are selected: some by id, or everything that the list shows. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
  /** Row that a range by shift begins at. */
  readonly anchor: string | undefined;
}

export const nothingSelected: Selection = { ids: new Set(), all: false, anchor: undefined };

export const isSelected = (selection: Selection, id: string): boolean => selection.all || selection.ids.has(id);
export const isEmpty = (selection: Selection): boolean => !selection.all && selection.ids.size === 0;

export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.all ? [] : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: false, anchor: id };
}

/** `range` from the anchor to the row clicked, both included; it is added to what is selected. */
export function extend(selection: Selection, range: readonly string[]): Selection {
  return { ids: new Set([...selection.ids, ...range]), all: false, anchor: selection.anchor };
}

export function selectAll(): Selection {
  return { ids: new Set(), all: true, anchor: undefined };
}

/** Mails that are no more, or were acted upon. */
export function without(selection: Selection, ids: Iterable<string>): Selection {
  const left = new Set(selection.ids);
  for (const id of ids) left.delete(id);
  return left.size === selection.ids.size ? selection : { ...selection, ids: left };
}
