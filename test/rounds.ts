export const rounds = (short: number): number => (process.env.DOCKET_LONG === "1" ? short * 20 : short);
