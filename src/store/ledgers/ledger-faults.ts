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

export const outsideRepository = faultKind<{ readonly path: string }>({
  code: "outside-repository",
  exit: "usage",
  summary: "A path in the settings, or a link on it, leads out of the repository.",
  message: ({ path }) => `${path} leads out of the repository`,
  where: ({ path }) => path,
});

export const folderNotThere = faultKind<{ readonly folder: string }>({
  code: "folder-not-there",
  exit: "notFound",
  summary: "A folder that was named is not there.",
  message: ({ folder }) => `there is no folder ${folder}`,
});

/** Every fault about ledgers and plans; the reference in docs/ is made from this. */
export const ledgerFaults = [ledgerBroken, ledgerNotSet, outsideRepository, folderNotThere] as const;
