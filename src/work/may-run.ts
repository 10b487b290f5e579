import { err, ok, type Result } from "../std/result.ts";
import type { Ticket } from "../ticket/model.ts";
import { commandsNotApproved, notTrusted } from "./faults.ts";
import { ownCommandsApproved, termsOf } from "./terms.ts";
import { isTrusted, settingsCommands } from "./trust.ts";
import type { Ruled } from "./workshop.ts";

/** Refuses commands of the settings that nobody in this clone agreed to. */
export function requireTrust(shop: Ruled): Result<void> {
  if (isTrusted(shop)) return ok(undefined);
  return err(notTrusted({ commands: settingsCommands(shop).map(({ command }) => command) }));
}

/** Refuses to run what proves a ticket, unless both the settings' commands and its own have a person's yes as they stand now. */
export function requireAgreed(shop: Ruled, ticket: Ticket): Result<void> {
  const trusted = requireTrust(shop);
  if (!trusted.ok) return trusted;
  const { own } = termsOf(shop, ticket);
  return ownCommandsApproved(ticket, own) ? ok(undefined) : err(commandsNotApproved({ id: ticket.id, commands: own }));
}
