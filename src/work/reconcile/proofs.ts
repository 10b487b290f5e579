import { orderPath } from "../../store/orders/orders.ts";
import { readVerdict } from "../verdict-file.ts";
import { type Check, disagreement } from "./disagreement.ts";

/** Verdicts of finished orders. What a proof once said cannot be made again by anybody but the proof. */
export const checkProofs: Check = async (shop, seen) =>
  seen.orders
    .filter(({ state }) => state === "done")
    .flatMap(({ id }) => {
      const verdict = readVerdict(shop, id);
      const told = { subject: id, file: orderPath(id, "verdict.json") };
      if (!verdict.ok) return [disagreement("verdict-damaged", { ...told, message: verdict.fault.message })];
      const { skipped } = verdict.value;
      if (skipped === undefined) return [];
      const message = `${skipped.by} let ${id} pass without a proof: ${skipped.reason}`;
      return [disagreement("verdict-waived", { ...told, message })];
    });
