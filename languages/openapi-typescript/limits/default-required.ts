import type { components } from "./contract.js";

export const request: components["schemas"]["Request"] = {};
