// Calls of the API for pages that need one without a store.
export { api } from "./wiring";
