import { parseDocument, visit } from "yaml";
import { isRecord } from "../../evidence/backlog-repo/export-ticket.ts";
import { policyInvalid } from "../../evidence/faults.ts";
import type { Policy } from "../../evidence/policy.ts";
import { readPolicy } from "../../evidence/read-policy.ts";
import type { Files } from "../../ports/files.ts";
import { err, type Result } from "../../std/result.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { parseYaml } from "../settings/_yaml.ts";

/** Reads the policy that stands under `backlog_policy` in a file of YAML or JSON. */
export function readPolicyFile(files: Files, path: string): Result<Policy> {
  const read = files.read(path, MAX_STATE_BYTES);
  if (!read.ok) return read;
  const text = new TextDecoder().decode(read.value);
  const [problem] = parseYaml(text).problems;
  if (problem !== undefined) return err(policyInvalid({ key: path, why: problem.message }));
  const document = parseDocument(text, { logLevel: "error" });
  let hasAlias = false;
  visit(document, {
    Alias: () => {
      hasAlias = true;
      return visit.BREAK;
    },
  });
  if (hasAlias) return err(policyInvalid({ key: path, why: "it holds references to other places" }));
  const value: unknown = document.toJS();
  if (!isRecord(value) || value.backlog_policy === undefined)
    return err(policyInvalid({ key: path, why: "it has no key backlog_policy" }));
  return readPolicy(value.backlog_policy);
}
