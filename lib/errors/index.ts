/** The front door of lib/errors: the family of errors, and what guards arguments. */
export { checkedCount } from "./checked-count";
export { namesThatExist } from "./did-you-mean";
export { type ErrorHandle, invalid, NetcellError, type NetcellErrorDetails } from "./netcell-error";
export { checkedOptions, type NamesOf } from "./options";
export { typedValue } from "./typed-value";
