/** How an order is named, for every verb that takes one. */
export const ORDER_INPUT = {
  order: {
    type: "string",
    position: 0,
    word: "order",
    describe: "Id of the order or of its ticket; the order whose checkout you are in when left out.",
  },
} as const;
