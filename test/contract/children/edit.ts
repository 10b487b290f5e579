// Edits a text in an editor that sends this process a Ctrl-C, and prints what came of it.
import { terminalEditor } from "../../../src/host/editor.ts";

process.on("SIGINT", () => process.exit(130));
const editor = terminalEditor({ EDITOR: `kill -INT ${process.pid}; printf saved >` });
const answer = await editor.edit("a.md", "before");
console.log(JSON.stringify({ answer, listeners: process.listenerCount("SIGINT") }));
