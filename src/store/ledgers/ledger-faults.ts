import { faultKind } from "../../std/fault.ts";

export const ledgerBroken = faultKind<{
  readonly path: string;
  readonly line?: number | undefined;
  readonly reason: string;
}>({
  code: "ledger-broken",
  exit: "findings",
  summary: "A YAML ledger cannot be read as one; it is never overwritten.",
  message: ({ path, reason }) => `${path} is no ledger: ${reason}`,
  where: ({ path, line }) => (line === undefined ? path : `${path}:${line}`),
  hint: () => "mend the file by hand; git shows how it was before",
});

export const ledgerNotSet = faultKind<{ readonly key: string }>({
  code: "ledger-not-set",
  exit: "usage",
  summary: "A verb needs a YAML ledger and the settings name none.",
  message: ({ key }) => `docket.yaml does not say where the ledger is: ${key}`,
  hint: ({ key }) => `set ${key}, for instance to configs/backlog_atom_actions.yaml`,
});

export const ledgerMisplaced = faultKind<{ readonly path: string; readonly isLost: boolean }>({
  code: "ledger-misplaced",
  exit: "usage",
  summary:
    "A ledger, or a link on the way to it, leads out of the repository, or into the folder of a backlog with its own branch.",
  message: ({ path, isLost }) =>
    isLost ? `${path} lies in the backlog's own folder` : `${path} leads out of the repository`,
  where: ({ path }) => path,
  hint: () => "name a file beside the code, for instance configs/backlog_atom_actions.yaml",
});

export const folderNotThere = faultKind<{ readonly folder: string }>({
  code: "folder-not-there",
  exit: "notFound",
  summary: "A folder that was named is not there.",
  message: ({ folder }) => `there is no folder ${folder}`,
});

/** Every fault about ledgers and plans; the reference in docs/ is made from this. */
export const ledgerFaults = [ledgerBroken, ledgerNotSet, ledgerMisplaced, folderNotThere] as const;
