/** The front door of lib/course: what only the notebooks need. */
export { check } from "./check";
