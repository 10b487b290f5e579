// Opens the index of a checkout in a process of its own and says how many files and definitions of `value7` it knows.
import { openCodeIndex } from "../../src/code/open-code-index.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { silentProgress } from "../../src/host/progress.ts";
import { nodeSql } from "../../src/host/sql.ts";

const [root = "", privateFolder = ""] = process.argv.slice(2);
const ports = { files: nodeFiles(), git: systemGit(), sql: nodeSql(), progress: silentProgress };
const opened = await openCodeIndex(ports, { root, privateFolder });
if (!opened.ok) throw new Error(`${opened.fault.code}: ${opened.fault.message}`);
using index = opened.value;
const named = index.symbolsNamed("value7");
console.log(`${index.files().length} ${named.ok ? named.value.length : named.fault.code}`);
