import {
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
} from "@modelcontextprotocol/server";
import { checkInput } from "../ops/check-input.ts";
import type { Call } from "../ops/op.ts";
import type { LoadOp } from "../ops/table.ts";
import type { World } from "../ports/world.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { bounded, type Data } from "./_bounded.ts";
import type { Caller } from "./_caller.ts";

interface Source {
  readonly verbs: Readonly<Record<string, LoadOp>>;
  readonly world: World;
  readonly caller: Caller;
}

const SCHEME = "docket://ticket/";
const MIME = "application/json";
const MOST_LISTED = 50;

/** Offers tickets as resources: the open ones in a list, every one by its id. Both come from the ops `list` and `show`. */
export function serveTickets(server: Server, source: Source): void {
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: [{ name: "ticket", uriTemplate: `${SCHEME}{id}`, mimeType: MIME, description: "One ticket" }],
  }));
  server.setRequestHandler("resources/list", async (_request, ctx) => {
    const called = await source.caller.callOf(ctx);
    const output =
      "call" in called ? await ask(source, called.call, { verb: "list", input: { limit: MOST_LISTED } }) : undefined;
    return { resources: output?.ok ? ticketsOf(output.value).map(resourceOf) : [] };
  });
  server.setRequestHandler("resources/read", async ({ params }, ctx) => {
    const called = await source.caller.callOf(ctx);
    return "call" in called ? readTicket(params.uri, called.call, source) : called.question;
  });
}

/** The protocol wants a thrown error for a resource that is not there: these throws are its answers. */
async function readTicket(uri: string, call: Call, source: Source): Promise<ReadResourceResult> {
  if (!uri.startsWith(SCHEME)) throw new ResourceNotFoundError(uri);
  const id = decoded(uri.slice(SCHEME.length));
  const output = await ask(source, call, { verb: "show", input: { id } });
  if (!output.ok) throw errorOf(output.fault, uri);
  return { contents: [{ uri, mimeType: MIME, text: JSON.stringify(bounded(output.value)) }] };
}

function errorOf(fault: Fault, uri: string): ProtocolError {
  const text = fault.hint === undefined ? fault.message : `${fault.message}; ${fault.hint}`;
  if (fault.exit === "notFound") return new ResourceNotFoundError(uri, text);
  return new ProtocolError(ProtocolErrorCode.InternalError, text, { code: fault.code });
}

interface Question {
  readonly verb: string;
  readonly input: Data;
}

async function ask({ verbs, world }: Source, call: Call, { verb, input }: Question): Promise<Result<unknown>> {
  const load = verbs[verb];
  if (load === undefined) throw new ProtocolError(ProtocolErrorCode.MethodNotFound, `there is no verb ${verb}`);
  const op = await load();
  const checked = checkInput(op.input, input);
  const { watch: _watch, ...onDisk } = world;
  return checked.ok ? op.run(onDisk, call, checked.value) : checked;
}

function ticketsOf(output: unknown): readonly Data[] {
  if (typeof output !== "object" || output === null || !("tickets" in output)) return [];
  return Array.isArray(output.tickets) ? output.tickets : [];
}

function resourceOf(ticket: Data) {
  const id = String(ticket.id);
  return { uri: `${SCHEME}${encodeURIComponent(id)}`, name: id, title: String(ticket.title), mimeType: MIME };
}

function decoded(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) || /%[89a-f]/i.test(text) ? text : decodeURIComponent(text);
}
