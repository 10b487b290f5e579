/** A string (or number) that only its own parsing constructor can make. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name };
