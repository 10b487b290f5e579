/** What a hand-written ticket file is made from. */
export interface Written {
  readonly id: string;
  readonly title: string;
  readonly extra?: readonly string[];
  readonly event?: string;
}

/** A ticket file as a person or another program might write it. */
export function ticketText({ id, title, extra = [], event = "k3f9q2bcdf" }: Written): string {
  return `---
id: ${id}
title: ${title}
status: new
kind: task
priority: P2
created: 2026-03-02T09:30:00Z
updated: 2026-03-02T09:30:00Z
${extra.map((line) => `${line}\n`).join("")}---

## Context

Written by hand.

## Thread

<!-- event: create id: ${event} author: mika by: person at: 2026-03-02T09:30:00Z -->
<!-- /event -->
`;
}
