import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Call } from "../ops/op.ts";
import type { World } from "../ports/world.ts";
import { folderOf } from "./_folder.ts";

/** A call that can be made, or a question to the client that comes first. */
export type Called = { readonly call: Call } | { readonly question: InputRequiredResult };

/** Who calls and from where: known for a whole connection, except that its roots may change. */
export interface Caller {
  /** The call for one request, or the question for the client's roots that has to be answered first. */
  callOf(ctx: ServerContext): Promise<Called>;
  /** Asks for the roots again at the next request. */
  forgetRoots(): void;
}

/** How long a client may take to name its roots; without an answer the server's own folder counts. */
const ROOTS_WAIT_MS = 3_000;

/** Follows the client: its roots say where to work, its name says who acts. */
export function callerOf(server: Server, { environment }: World, cwd: string): Caller {
  let roots: readonly string[] | undefined;
  const named = environment.variables.DOCKET_ACTOR;
  const call = (ctx: ServerContext): Called => ({
    call: {
      cwd: folderOf(roots ?? [], cwd),
      as: named === undefined || named === "" ? clientName(server, ctx) : named,
      door: "agent",
      dryRun: false,
    },
  });
  return {
    forgetRoots() {
      roots = undefined;
    },
    async callOf(ctx) {
      if (roots !== undefined) return call(ctx);
      const { envelope, inputResponses } = ctx.mcpReq;
      if (envelope === undefined) {
        roots = await askForRoots(server);
        return call(ctx);
      }
      // From protocol 2026-07-28 on a server cannot ask; it answers with its question and the client calls again.
      const answer = inputResponse(inputResponses, "roots");
      if (answer.kind === "roots") roots = answer.roots.map(({ uri }) => uri);
      const mayAsk =
        partOf(envelope, CLIENT_CAPABILITIES_META_KEY, "roots") !== undefined && inputResponses === undefined;
      if (roots !== undefined || !mayAsk || ctx.mcpReq.method === "resources/list") return call(ctx);
      return { question: inputRequired({ inputRequests: { roots: inputRequired.listRoots() } }) };
    },
  };
}

async function askForRoots(server: Server): Promise<readonly string[]> {
  if (server.getClientCapabilities()?.roots === undefined) return [];
  return server.listRoots(undefined, { timeout: ROOTS_WAIT_MS }).then(
    (answer) => answer.roots.map(({ uri }) => uri),
    () => [],
  );
}

function clientName(server: Server, ctx: ServerContext): string | undefined {
  const name = partOf(ctx.mcpReq.envelope ?? {}, CLIENT_INFO_META_KEY, "name");
  return typeof name === "string" ? name : server.getClientVersion()?.name;
}

function partOf(envelope: object, key: string, part: string): unknown {
  const value: unknown = Object.entries(envelope).find(([name]) => name === key)?.[1];
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === part)?.[1]
    : undefined;
}
